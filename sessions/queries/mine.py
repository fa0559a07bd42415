"""What is somebody's own in a room: the small private list that the page decides « mine » with."""

from sessions.models import (
    Ballot,
    Participant,
    Poll,
    Proposal,
    StakeReading,
    Support,
    TrajectoryCard,
)


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


def own_reading(seat: Participant, card: int) -> dict[str, StakeReading]:
    """My tags of a card, by stake key."""
    mine = StakeReading.objects.filter(card=card, reader=seat)
    return {reading.stake_id: reading for reading in mine}


def own_ballot(poll: Poll, voter_key: str) -> dict[str, int]:
    """My dots by proposal id; empty when I have not voted."""
    ballot = Ballot.objects.filter(poll=poll, voter_key=voter_key).first()
    return ballot.choices if ballot else {}
