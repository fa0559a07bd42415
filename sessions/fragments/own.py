"""What belongs to one person in a room: a short private list, from which the page knows what is « mine »."""

from django.db.models.functions import Coalesce

from sessions.fragments.cards import CARD
from sessions.fragments.proposals import PROPOSAL
from sessions.models import Ballot, Participant, Proposal, Support, TrajectoryCard


def support_of(proposal: int) -> str:
    """The mark of a balise that I support: `support-3`."""
    return f"support-{proposal}"


def objection_of(ballot: Ballot) -> str:
    """The mark of an objection that my ballot may hold: its author says what becomes of it."""
    return f"objection-{ballot.pk.hex}"


def own_fragments(seat: Participant) -> list[str]:
    """Ids of fragments that are mine: `card-12`, `proposal-3`; of balises I support: `support-3`."""
    cards = TrajectoryCard.objects.filter(author=seat).values_list("pk", flat=True)
    proposals = Proposal.objects.filter(author=seat).values_list("pk", flat=True)
    living = Coalesce("proposal__heir", "proposal")
    supported = Support.objects.filter(participant=seat).values_list(living, flat=True)
    return [
        *map(CARD.id, cards),
        *map(PROPOSAL.id, proposals),
        *map(support_of, dict.fromkeys(supported)),
    ]
