"""The methods of voting. To add one: a folder, and its line here. A folder's package declares `METHOD`."""

from pathlib import Path

from sessions.folders import brought_by, declared_in

from .method import Method


def method_in(package: str) -> Method:
    """The method that a package declares, which knows its folder."""
    declared: Method = declared_in(package, "METHOD", beside=__name__)
    return declared


METHODS: dict[str, Method] = {
    method.key: method
    for method in map(
        method_in,
        (
            ".dots",
            ".judgement",
            ".consent",
        ),
    )
}
"""The first is used where a step chooses none."""
UNKNOWN = method_in(".unknown")


def method_of(key: str) -> Method:
    """The method with this key; one that takes no ballot when a row has a key that nobody knows (any more)."""
    return METHODS.get(key, UNKNOWN)


def folders(name: str) -> list[Path]:
    """Those of this name (`templates`, `static`) that methods bring with them."""
    return brought_by((*METHODS.values(), UNKNOWN), name)


__all__ = ["METHODS", "UNKNOWN", "Method", "folders", "method_in", "method_of"]
