"""The kinds of step. To add one: a folder, and its line here. A folder's package declares `KIND`."""

from dataclasses import replace
from importlib import import_module
from pathlib import Path

from .kind import Action, Panels, StepKind, WrongSettings
from .unknown import UNKNOWN


def kind_in(package: str) -> StepKind:
    """The kind that a package declares, which knows its folder."""
    module = import_module(package, __name__)
    declared: StepKind = module.KIND
    return replace(declared, folder=Path(str(module.__file__)).parent)


KINDS: dict[str, StepKind] = {
    kind.key: kind
    for kind in map(
        kind_in,
        (
            ".accueil",
            ".recits",
            ".lecture",
            ".emergence",
            ".vote",
            ".bilan",
        ),
    )
}


def kind_of(key: str) -> StepKind:
    """The kind with this key; one that allows nothing when a row has a key that nobody knows (any more)."""
    return KINDS.get(key, UNKNOWN)


def folders(name: str) -> list[Path]:
    """Those of this name (`templates`, `static`) that kinds bring with them."""
    found = [kind.folder / name for kind in KINDS.values() if kind.folder]
    return [folder for folder in found if folder.is_dir()]


__all__ = [
    "KINDS",
    "Action",
    "Panels",
    "StepKind",
    "WrongSettings",
    "folders",
    "kind_in",
    "kind_of",
]
