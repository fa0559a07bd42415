"""The kinds of step. To add one: a folder, and its line here. A folder's package declares `KIND`."""

from pathlib import Path

from sessions.folders import brought_by, declared_in

from .kind import Action, Panels, StepKind, WrongSettings
from .unknown import UNKNOWN


def kind_in(package: str) -> StepKind:
    """The kind that a package declares, which knows its folder."""
    declared: StepKind = declared_in(package, "KIND", beside=__name__)
    return declared


KINDS: dict[str, StepKind] = {
    kind.key: kind
    for kind in map(
        kind_in,
        (
            ".accueil",
            ".recits",
            ".lecture",
            ".epreuve",
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
    return brought_by(KINDS.values(), name)


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
