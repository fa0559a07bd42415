"""The séance itself: its title, whether it is open, and the board in which the other fragments stand."""

from sessions.fragments.registry import (
    BoardFragment,
    Context,
    SingleFragment,
    always,
    never,
    telling,
)
from sessions.models import AtelierSession


def _nothing_more(session: AtelierSession) -> Context:
    """Nothing to load: everything that these fragments show is a field of the séance."""
    return {}


def _state(session: AtelierSession) -> Context:
    """Whether a closed séance has answers to keep: while it is open, the last one stands."""
    closed = session.status == AtelierSession.Status.CLOSED
    return {"has_answers": closed and session.trials.filter(answers__isnull=False).exists()}


SESSION_STATE = SingleFragment(
    key="session-state",
    load=_state,
    shows={
        "session_opened": always,
        "session_closed": always,
        "screen_key_changed": never,
        "trials_remembered": never,
        "trajectory_published": never,
    },
)
HEADING = SingleFragment(
    key="heading",
    load=_nothing_more,
    beside_board=True,
    shows={"session_edited": always},
)
BOARD = BoardFragment(
    key="board",
    # A new territory gets a place in trajectories, counts, the heat map and results.
    # Hours are those of the time zone.
    # Names of territories and words of stakes stand everywhere.
    shows={
        "session_edited": telling("territories", "time_zone"),
        "referentiel_changed": always,
        # Each balise that is chosen gets a place.
        "trials_chosen": always,
    },
)
