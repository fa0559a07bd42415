"""Whether a change concerns the card that the room discusses."""

from collections.abc import Mapping

from sessions.commands.base import Turn
from sessions.models import Discussion


def discussed(turn: Turn, card: int) -> Mapping[str, int]:
    """The particular of an entry about a card that is in discussion: pages then draw the discussion again.

    No query while no discussion runs.
    """
    known = running(turn)
    return {"discussion": known.pk} if known and known.card_id == card else {}


def running(turn: Turn) -> Discussion | None:
    """The discussion that runs; None while there is none."""
    if not turn.session.discussion_id:
        return None
    return Discussion.objects.get(pk=turn.session.discussion_id)
