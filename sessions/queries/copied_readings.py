"""The double reading of a card as copies carry it out of its séance, to where everybody reads it."""

from typing import Any

from sessions.models import AtelierSession
from sessions.queries.cards import CardView, StakeSummary


def copied_readings(session: AtelierSession, card: CardView) -> list[dict[str, Any]]:
    """The means by stake that may leave the séance. A stake of which nothing may be said is left out.

    Without names, a side of few readers says nothing: one reader's mean is their reading.
    """
    said = (_reading(each) for each in card.readings)
    return [reading for reading in said if reading]


def _reading(read: StakeSummary) -> dict[str, Any] | None:
    if read.own is None and read.peers is None:
        return None
    return {
        "stake": read.stake.key,
        "title": read.stake.short_title,
        "own": read.own,
        "peers": read.peers,
        "gap": read.gap,
    }
