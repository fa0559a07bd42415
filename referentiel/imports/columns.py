"""Which column of a table says what: titles as people write them in French, with tolerance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from texts.folding import search_form
from texts.stems import stem, words_of

STAKES = "stakes"
TITLES: Mapping[str, Sequence[str]] = {
    "statement": ("formulation", "énoncé", "infinitif", "statement", "balise", "entrée", "intitulé", "titre"),
    "concept": ("concept opérant", "concept opératoire", "concept", "idée", "notion"),
    "method": ("méthode d’action", "mode d’action", "méthode", "method", "comment"),
    "relevance": ("pertinence", "pourquoi c’est pertinent", "pourquoi", "relevance"),
    "conditions": ("conditions", "conditions de réussite", "prérequis"),
    "counter_example": ("contre-exemple", "contre exemple", "counter example"),
    "illustrations": ("illustrations", "exemples", "cas"),
    STAKES: ("enjeux", "stakes", "thèmes", "familles", "catégories"),
}  # fmt: skip
"""By the name of our column: the titles that say it, the surest first. Our own CSV has « formulation »."""
NOT_OURS = frozenset({"exemple fictif", "etat", "version", "tiree de", "reunies a celle ci"})
"""Columns of our own CSV that an import has no use for, folded; one of them begins like another title."""


@dataclass(frozen=True)
class Columns:
    """Says which place each recognised column has, and the titles of the others."""

    places: Mapping[str, int]
    others: Sequence[str] = field(default=())


def recognise(titles: Sequence[str]) -> Columns:
    """Finds our columns among these titles. Of two that fit, the surer one is taken, then the first one."""
    places: dict[str, int] = {}
    for name, known in TITLES.items():
        fits = [
            (rank, place)
            for place, title in enumerate(titles)
            if place not in places.values() and (rank := _rank(title, known)) is not None
        ]
        if fits:
            places[name] = min(fits)[1]
    others = [title for place, title in enumerate(titles) if place not in places.values()]
    return Columns(places, [title for title in others if title.strip()])


def _rank(title: str, known: Sequence[str]) -> int | None:
    """How sure it is that a title is one of these: the place of the first that it is, or that it begins with."""
    if search_form(title) in NOT_OURS:
        return None
    stems = _stems(title)
    if not stems:
        return None
    for rank, one in enumerate(known):
        if stems == _stems(one):
            return rank
    for rank, one in enumerate(known):
        begun = _stems(one)
        if stems[: len(begun)] == begun:
            return len(known) + rank
    return None


def _stems(title: str) -> list[str]:
    return [stem(word) for word in words_of(title)]
