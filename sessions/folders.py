"""Kinds of step and methods of voting are folders. This finds what their packages declare, and the files in them."""

from collections.abc import Iterable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any


def declared_in(package: str, name: str, *, beside: str) -> Any:
    """What a package declares under this name, with its `folder` filled in.

    A package whose name begins with a dot stands in the package `beside`.
    """
    module = import_module(package, beside)
    return replace(getattr(module, name), folder=Path(str(module.__file__)).parent)


def brought_by(declared: Iterable[Any], name: str) -> list[Path]:
    """The folders of this name (`templates`, `static`) inside of these folders."""
    found = [each.folder / name for each in declared if each.folder]
    return [folder for folder in found if folder.is_dir()]
