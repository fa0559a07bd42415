"""The agenda, led by the facilitator."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from sessions.access import enter
from sessions.commands import steps
from sessions.steps import Action
from sessions.views.answers import done, operation_of, seen_by


@require_POST
def step_opening(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Moves the room to a step, forward or back."""
    actor = enter(request, code).actor_for(Action.OPEN_STEP)
    steps.open_step(actor, operation_of(request), pk, seen=seen_by(request))
    return done()
