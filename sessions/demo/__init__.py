"""A demonstration séance, built by calling the commands: a sample world that anybody can walk into."""

from .build import build_demo, find_demo

__all__ = ["build_demo", "find_demo"]
