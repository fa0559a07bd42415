"""A demonstration référentiel for anybody to look around in. It is built by calling the commands."""

from .build import build_demo, fictive_territories, has_demo

__all__ = ["build_demo", "fictive_territories", "has_demo"]
