"""The discussion that runs, with what both sides read before and after; and what earlier ones moved."""

from sessions.fragments.registry import Context, SingleFragment, always, telling
from sessions.models import AtelierSession
from sessions.queries.discussions import discussions


def _load(session: AtelierSession) -> Context:
    found = discussions(session)
    # Only facilitators see a card that was hidden.
    return {"discussions": found, "told": [view for view in found if not view.is_hidden]}


# Most readings concern no discussion that runs, and ended ones keep what they moved. So an entry says when one does.
IN_DISCUSSION = telling("discussion")

DISCUSSION = SingleFragment(
    key="discussion",
    load=_load,
    shows={
        "discussion_opened": always,
        "discussion_ended": always,
        "discussion_resumed": always,
        "discussion_cancelled": always,
        "card_read": IN_DISCUSSION,
        # Ended discussions show the title of their card too.
        "card_edited": always,
        "card_hidden": always,
        "card_restored": always,
        "card_deleted": always,
        # Readings stand on the side of their reader's territory.
        "participant_moved": always,
    },
)
