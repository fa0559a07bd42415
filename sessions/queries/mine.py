"""What is somebody's own in a room: a small private list, by which the page knows what is « mine »."""

import hashlib
from collections.abc import Mapping

from sessions.models import (
    Ballot,
    Participant,
    Poll,
    Proposal,
    StakeReading,
    Support,
    TrajectoryCard,
)
from sessions.prepared import Prepared


def own_fragments(seat: Participant) -> list[str]:
    """Ids of fragments that are mine: `card-12`, `proposal-3`; of balises I support: `support-3`."""
    cards = TrajectoryCard.objects.filter(author=seat).values_list("pk", flat=True)
    proposals = Proposal.objects.filter(author=seat).values_list("pk", flat=True)
    supported = Support.objects.filter(participant=seat).values_list("proposal", flat=True)
    return [
        *(f"card-{pk}" for pk in cards),
        *(f"proposal-{pk}" for pk in proposals),
        *(f"support-{pk}" for pk in supported),
    ]


def own_reading(reader: int, card: int) -> dict[str, StakeReading]:
    """My tags of a card, by stake key."""
    mine = StakeReading.objects.filter(card=card, reader=reader)
    return {reading.stake_id: reading for reading in mine}


def reading_mark(tags: Mapping[str, tuple[int, str]]) -> str:
    """A short mark of one reader's whole reading of a card: equal readings have equal marks.

    `tags` are intensity and reason by stake.
    """
    return hashlib.blake2b(repr(sorted(tags.items())).encode(), digest_size=8).hexdigest()


def mark_of(mine: Mapping[str, StakeReading]) -> str:
    """The mark of a reading as `own_reading` gives it."""
    return reading_mark({key: (one.intensity, one.reason) for key, one in mine.items()})


_ballot = Prepared(lambda poll, key: Ballot.objects.filter(poll=poll, voter_key=key))


def own_ballot(poll: Poll, voter_key: str) -> Ballot | None:
    """My ballot; None when I have not voted."""
    return _ballot.first(poll, voter_key)
