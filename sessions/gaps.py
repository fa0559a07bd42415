"""How far apart the two sides of a double reading are: pure functions (docs/double-reading.md).

Whatever is shown follows from means that are shown. So no page, list or export says more of a reader than the two
means of a card do.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STRONGEST = 3
"""The highest intensity, and so the widest gap."""

GAP = 1.0
"""From this gap on, a card is offered for discussion (docs/domain.md, « The double reading »)."""

NEAR = 0.5
"""Below this gap, both sides are said to agree."""

EVERYBODY = 1
"""The smallest side whose mean is shown in a séance with names."""


class Closeness(StrEnum):
    """A gap in one word."""

    AGREEMENT = "accord"
    NEAR = "proche"
    APART = "ecart"


WORDS: dict[Closeness, str | Promise] = {
    Closeness.AGREEMENT: _("accord"),
    Closeness.NEAR: _("proches"),
    Closeness.APART: _("écart"),
}


@dataclass(frozen=True)
class Side:
    """One side's reading of a stake. Both fields are None where too few have read to show them.

    `mean` is the mean intensity, 0 to 3, to one decimal, over the `readers` of this side: those who tagged the card
    at all. It is None when nobody did.
    """

    mean: float | None
    readers: int | None


def side_of(total: int, readers: int, *, smallest: int = EVERYBODY) -> Side:
    """The side whose readers gave intensities of this total. A side of fewer than `smallest` readers is not shown."""
    if readers == 0 and smallest == EVERYBODY:
        return Side(None, 0)
    if readers < smallest:
        return Side(None, None)
    return Side(round(total / readers, 1), readers)


def gap_between(own: float | None, peers: float | None) -> float | None:
    """The difference of two means, 0 to 3; None while one of them is not known or not shown."""
    if own is None or peers is None:
        return None
    return round(abs(own - peers), 1)


def closeness(gap: float | None) -> Closeness | None:
    """The word of a gap; None where there is none."""
    if gap is None:
        return None
    if gap < NEAR:
        return Closeness.AGREEMENT
    return Closeness.NEAR if gap < GAP else Closeness.APART


@dataclass(frozen=True)
class Pooled:
    """How a territory and its peers read one stake over several cards: the means of the cards' means, and of gaps.

    `cards` are those that both sides have read. Without any, all means are None.
    """

    cards: int
    own: float | None
    peers: float | None
    gap: float | None


def pooled(means: Iterable[tuple[float | None, float | None]]) -> Pooled:
    """The cards of a territory together, from the two means of each. A card that one side has not read is left out.

    The gap is the mean of the gaps: two cards that differ in opposite directions do not make an agreement.
    """
    both = [(own, peers) for own, peers in means if own is not None and peers is not None]
    if not both:
        return Pooled(0, None, None, None)
    gaps = [abs(own - peers) for own, peers in both]
    own, peers = [own for own, _peers in both], [peers for _own, peers in both]
    return Pooled(len(both), _mean(own), _mean(peers), _mean(gaps))


def _mean(numbers: Sequence[float]) -> float:
    # In tenths, whose sum is exact: it does not depend on the order of the cards.
    return round(sum(round(10 * number) for number in numbers) / (10 * len(numbers)), 1)
