"""A demonstration séance for anybody to try, and those of a fictive season. They are built by calling the commands."""

from .build import build_demo, find_demo
from .season import build_season, has_season

__all__ = ["build_demo", "build_season", "find_demo", "has_season"]
