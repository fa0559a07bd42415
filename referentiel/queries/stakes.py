"""Référentiels and their stakes, as pages and forms show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from referentiel.models import HistoryEntry, Referentiel, Stake
from referentiel.models.referentiel import DEFAULT_SLUG


@dataclass(frozen=True)
class Renamed:
    """Holds the words that a stake had until a day, and why it has others since.

    Those that did not change are empty.
    """

    short_title: str
    title: str
    until: datetime
    why: str


@dataclass(frozen=True)
class StakeLine:
    """Holds a stake with its words of before, the latest first."""

    stake: Stake
    before: Sequence[Renamed]


def default_stakes() -> QuerySet[Stake]:
    """Returns the stakes of the default référentiel that are offered, in their order (1 query)."""
    return Stake.objects.filter(referentiel__slug=DEFAULT_SLUG, is_retired=False)


def referentiels() -> QuerySet[Referentiel]:
    """Returns the référentiels with their stakes, the default one first (2 queries)."""
    return Referentiel.objects.prefetch_related("stakes")


def stake_options() -> list[tuple[str, str]]:
    """Lists every stake by key, with its référentiel where that helps.

    Retired ones are among them, since balises may stand on them.
    """
    stakes = Stake.objects.select_related("referentiel")
    return [
        (
            stake.key,
            stake.short_title
            if stake.referentiel.is_default
            else f"{stake.short_title} · {stake.referentiel}",
        )
        for stake in stakes
    ]


def stake_lines(referentiel: Referentiel) -> list[StakeLine]:
    """Returns all stakes of a référentiel, the retired ones last, with the words that they had before (2 queries)."""
    stakes = list(referentiel.stakes.all())
    before = _before([stake.key for stake in stakes])
    return [StakeLine(stake, before.get(stake.key, ())) for stake in stakes]


def _before(keys: Sequence[str]) -> Mapping[str, Sequence[Renamed]]:
    found: dict[str, list[Renamed]] = {}
    entries = HistoryEntry.objects.filter(noun="stake", event="stake_changed", subject__in=keys)
    for entry in entries.order_by("-pk"):
        changed = entry.particulars
        short_title, title = (changed.get(name, [""])[0] for name in ("short_title", "title"))
        if short_title or title:
            renamed = Renamed(short_title, title, entry.at, entry.why)
            found.setdefault(entry.subject, []).append(renamed)
    return found
