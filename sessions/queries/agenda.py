"""The agenda as pages show it: where the room is, what comes next, and what the step allows and shows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sessions.actor import Role
from sessions.models import AtelierSession, Step
from sessions.rights import allowed
from sessions.steps import Action, Panels, kind_of

PAST, CURRENT, NEXT = "past", "current", "next"


@dataclass(frozen=True)
class AgendaStep:
    """One step of the agenda; `state` is past, current or next."""

    id: int
    number: int
    name: str
    minutes: int
    state: str


@dataclass(frozen=True)
class AgendaView:
    """The steps, and what pages need to know of the current one."""

    steps: Sequence[AgendaStep]
    current: AgendaStep | None
    following: AgendaStep | None
    """What the main button opens; None at the last step."""
    instruction: str
    front: str
    panels: Panels
    participants_may: str
    facilitators_may: str
    """Actions, separated by spaces, as controls name the one they need (`data-needs`)."""
    later: str
    """Actions that a later step will allow, and this one does not (`data-awaits`)."""
    opened_by: Mapping[str, str]
    """By action: the name of the first step that allows it."""


def agenda_view(session: AtelierSession) -> AgendaView:
    """The agenda of a séance, in one query beside the current step."""
    rows = list(session.steps.all())
    now = session.current_step
    steps = [_step(number, row, now) for number, row in enumerate(rows, start=1)]
    kind = now.kind if now else kind_of("")
    to_come = [row for row in rows if now and row.position > now.position]
    awaited = {action for row in to_come for action in row.kind.allows} - kind.allows
    return AgendaView(
        steps=steps,
        current=next((step for step in steps if step.state == CURRENT), None),
        following=next((step for step in steps if step.state == NEXT), None),
        instruction=now.instruction if now else "",
        front=kind.front,
        panels=kind.panels,
        participants_may=_words(allowed(Role.PARTICIPANT, status=session.status, step=kind)),
        facilitators_may=_words(allowed(Role.FACILITATOR, status=session.status, step=kind)),
        later=_words(sorted(awaited)),
        opened_by=opened_by(rows),
    )


def opened_by(steps: Iterable[Step]) -> dict[str, str]:
    """By action: the name of the first of these steps that allows it."""
    names: dict[str, str] = {}
    for step in steps:
        for action in step.kind.allows:
            names.setdefault(action.value, step.name)
    return names


def _step(number: int, row: Step, now: Step | None) -> AgendaStep:
    return AgendaStep(row.pk, number, row.name, row.minutes, _state(row, now))


def _state(row: Step, now: Step | None) -> str:
    here = now.position if now else 0
    if row.position == here:
        return CURRENT
    return PAST if row.position < here else NEXT


def _words(actions: Iterable[Action]) -> str:
    return " ".join(action.value for action in actions)
