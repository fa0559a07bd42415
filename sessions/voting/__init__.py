"""The methods of voting. To add one: a folder, and its line here. A folder's package declares `METHOD`."""

from dataclasses import replace
from importlib import import_module
from pathlib import Path

from .method import Method


def method_in(package: str) -> Method:
    """The method that a package declares, which knows its folder."""
    module = import_module(package, __name__)
    declared: Method = module.METHOD
    return replace(declared, folder=Path(str(module.__file__)).parent)


METHODS: dict[str, Method] = {
    method.key: method
    for method in map(
        method_in,
        (".dots",),
    )
}
"""The first is used where a step chooses none."""
UNKNOWN = method_in(".unknown")


def method_of(key: str) -> Method:
    """The method with this key; one that takes no ballot when a row has a key that nobody knows (any more)."""
    return METHODS.get(key, UNKNOWN)


def folders(name: str) -> list[Path]:
    """Those of this name (`templates`, `static`) that methods bring with them."""
    found = [method.folder / name for method in (*METHODS.values(), UNKNOWN) if method.folder]
    return [folder for folder in found if folder.is_dir()]


__all__ = ["METHODS", "UNKNOWN", "Method", "folders", "method_in", "method_of"]
