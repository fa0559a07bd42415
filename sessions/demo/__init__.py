"""A demonstration séance for anybody to try. It is built by calling the commands."""

from .build import build_demo, find_demo

__all__ = ["build_demo", "find_demo"]
