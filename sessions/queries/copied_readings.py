"""The double reading of a card as copies carry it out of its séance, to where everybody reads it."""

from collections.abc import Mapping
from typing import Any

from sessions.queries.cards import CardView, StakeSummary
from sessions.queries.sides import Means


def copied_readings(
    card: CardView, before: Mapping[tuple[int, str], Means] | None = None
) -> list[dict[str, Any]]:
    """The means by stake that may leave the séance. A stake of which nothing may be said is left out.

    Without names, a side of few readers says nothing: one reader's mean is their reading. `before` are the means before
    a discussion, by card and stake, where there was one.
    """
    known = before or {}
    said = (_reading(each, known.get((card.id, each.stake.key))) for each in card.readings)
    return [reading for reading in said if reading]


def _reading(read: StakeSummary, before: Means | None) -> dict[str, Any] | None:
    if read.own is None and read.peers is None:
        return None
    told = {
        "stake": read.stake.key,
        "title": read.stake.short_title,
        "own": read.own,
        "peers": read.peers,
        "gap": read.gap,
    }
    if before is None or before.gap is None:
        return told
    return {**told, "before": {"own": before.own, "peers": before.peers}}
