"""Who is in the room."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sessions.access import enter
from sessions.commands import participants
from sessions.live.presence import present
from sessions.queries.room import people
from sessions.views.answers import done, operation_of


@require_POST
def participant_removal(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Takes somebody's seat away."""
    actor = enter(request, code).leader()
    participants.remove_participant(actor, operation_of(request), pk)
    return done()


@require_safe
@never_cache
def presences(request: HttpRequest, code: str) -> HttpResponse:
    """Who of those seated has a live page now; the cockpit asks again every ten seconds."""
    entered = enter(request, code)
    entered.leader()
    seated = [person.pk for person in people(entered.session)]
    context = {"present": len(present(entered.session.pk, seated)), "seated": len(seated)}
    return render(request, "sessions/parts/presences.html", context)
