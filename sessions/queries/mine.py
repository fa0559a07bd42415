"""What somebody read and voted in a room. This is private, and nobody else is shown it."""

import hashlib
from collections.abc import Mapping

from sessions.models import (
    Ballot,
    Poll,
    StakeReading,
)
from sessions.prepared import Prepared


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
