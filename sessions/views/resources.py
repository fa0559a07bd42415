"""Resources of a séance's season, for those who have a place in the séance."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from referentiel.queries.resources import shared_with_participants
from referentiel.viewers import admit_seat
from sessions.access import enter


@require_safe
@never_cache
def resource(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """Lead to a resource, which the browser may see from then on. Without a seat, lead to the door."""
    entered = enter(request, code)
    if entered.seat is None and entered.facilitator is None:
        return redirect("ateliers:join", entered.session.code)
    season = entered.session.season
    found = get_object_or_404(shared_with_participants(season), slug=slug)
    response = redirect(found)
    admit_seat(response, found.season)
    return response
