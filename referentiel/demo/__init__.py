"""A demonstration référentiel for anybody to look around in. It is built by calling the commands."""

from .ateliers import example_atelier
from .build import build_demo, fictive_territories, has_demo
from .crossings import crossed_example

__all__ = ["build_demo", "crossed_example", "example_atelier", "fictive_territories", "has_demo"]
