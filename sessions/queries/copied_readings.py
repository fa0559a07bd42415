"""The double reading of a card as copies carry it out of its séance, to where everybody reads it."""

from typing import Any

from sessions.models import AtelierSession
from sessions.queries.cards import CardView, StakeSummary
from sessions.voting.small_groups import SMALLEST_SHOWN_GROUP


def copied_readings(session: AtelierSession, card: CardView) -> list[dict[str, Any]]:
    """The means by stake that may leave the séance. A stake of which nothing may be said is left out."""
    said = (_reading(each, of_people=session.is_anonymous) for each in card.readings)
    return [reading for reading in said if reading]


def _reading(read: StakeSummary, *, of_people: bool) -> dict[str, Any] | None:
    """The means of a stake. Without names, a side of few readers says nothing: one reader's mean is their reading."""

    def shown(mean: float | None, readers: int) -> float | None:
        return None if of_people and readers < SMALLEST_SHOWN_GROUP else mean

    own, peers = shown(read.own, read.own_readers), shown(read.peers, read.peer_readers)
    if own is None and peers is None:
        return None
    return {
        "stake": read.stake.key,
        "title": read.stake.short_title,
        "own": own,
        "peers": peers,
        "gap": read.gap and own is not None and peers is not None,
    }
