"""Which column of a table says what: titles as people write them in French, with tolerance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias

from texts.folding import search_form
from texts.stems import stem, words_of

Stems: TypeAlias = tuple[str, ...]

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
MOST_CELLS = 60
"""Cells of a row that are read. A référentiel has some ten columns."""
LONGEST_TITLE = 80
"""Signs. A longer cell is no title: reducing its words to stems would take the time of a whole file."""
NOT_OURS = frozenset({"exemple fictif", "etat", "version", "tiree de", "reunies a celle ci"})
"""Columns of our own CSV that an import has no use for, folded; one of them begins like another title."""


@dataclass(frozen=True)
class Columns:
    """Says which place each recognised column has, and the titles of the others."""

    places: Mapping[str, int]
    others: Sequence[str] = field(default=())


def recognise(titles: Sequence[str]) -> Columns:
    """Finds our columns among these titles. Of two that fit, the surer one is taken, then the first one."""
    titles = titles[:MOST_CELLS]
    stems = [_title_stems(title) for title in titles]
    places: dict[str, int] = {}
    for name, known in TITLES.items():
        fits = [
            (rank, place)
            for place, said in enumerate(stems)
            if place not in places.values() and (rank := _rank(said, known)) is not None
        ]
        if fits:
            places[name] = min(fits)[1]
    others = [title for place, title in enumerate(titles) if place not in places.values()]
    return Columns(places, [title for title in others if title.strip()])


def _rank(stems: Stems, known: Sequence[str]) -> int | None:
    """How sure it is that a title is one of these: the place of the first that it is, or that it begins with."""
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


def _title_stems(title: str) -> Stems:
    """The stems of a cell that may be a title of ours; none of any other cell."""
    if len(title) > LONGEST_TITLE or search_form(title) in NOT_OURS:
        return ()
    return _stems(title)


@lru_cache(maxsize=1000)
def _stems(title: str) -> Stems:
    return tuple(stem(word) for word in words_of(title))
