"""Who is in the room."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from sessions.access import enter
from sessions.commands import participants
from sessions.views.answers import done, operation_of


@require_POST
def participant_removal(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Takes somebody's seat away."""
    actor = enter(request, code).leader()
    participants.remove_participant(actor, operation_of(request), pk)
    return done()
