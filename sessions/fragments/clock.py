"""The clock of the current step: at the top of phones and of the screen, with its buttons in the cockpit."""

from sessions.fragments.registry import Context, SingleFragment, always
from sessions.models import AtelierSession
from sessions.queries.clock import clock_view


def _load(session: AtelierSession) -> Context:
    return {"clock": clock_view(session)}


CLOCK = SingleFragment(
    key="clock",
    load=_load,
    # The cockpit has it in its board all the same: a whole board brings it once more, which changes nothing.
    beside_board=True,
    shows={
        "clock_started": always,
        "clock_paused": always,
        "clock_resumed": always,
        "clock_shifted": always,
        "clock_stopped": always,
        "step_opened": always,
        "session_opened": always,
        "session_closed": always,
    },
)
