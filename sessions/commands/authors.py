"""Who leads a séance, as the history of the référentiel names an author."""

from referentiel.commands.base import Author
from sessions.commands.base import Turn
from sessions.models import Facilitator

LONGEST = 150
"""Characters of a name in the history: an account without a name has its address, which may be longer."""


def author_of(account: Facilitator) -> Author:
    """Returns the account as an author of the référentiel."""
    return Author(str(account)[:LONGEST], account.pk)


def leader_of(turn: Turn) -> Author:
    """Finds the facilitator whose turn it is. Call it after `check`, which refuses everybody else."""
    return author_of(Facilitator.objects.get(pk=turn.actor.id))
