"""The current step, and the agenda around it."""

from sessions.fragments.registry import Context, SingleFragment, always
from sessions.models import AtelierSession
from sessions.queries.agenda import agenda_view


def _load(session: AtelierSession) -> Context:
    return {"agenda": agenda_view(session)}


STEP = SingleFragment(
    key="step",
    load=_load,
    shows={"step_opened": always, "session_opened": always, "session_closed": always},
)
