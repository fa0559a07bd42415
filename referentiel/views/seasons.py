"""The page of a season."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from referentiel.models import Season
from referentiel.queries.histories import season_of_before
from referentiel.queries.season_sheets import season_sheet
from referentiel.viewers import keep_apart, viewer_of


@require_safe
def season_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show a season with its collectives, its ateliers, what was shared before it, and what came out of it."""
    viewer = viewer_of(request)
    sheet = season_sheet(number, viewer)
    if sheet is None:
        moved = season_of_before(number)
        if moved is None:
            raise Http404
        return redirect(moved)
    link = _link(request, sheet.season) if viewer.leads else ""
    context = {"sheet": sheet, "season": sheet.season, "viewer": viewer, "link": link}
    response = render(request, "referentiel/season.html", context)
    keep_apart(response, public=viewer.is_anyone)
    return response


def _link(request: HttpRequest, season: Season) -> str:
    """The secret link of the participants, as somebody can paste it into a message."""
    address = reverse("referentiel:season-access", args=[season.number, season.link_key])
    return request.build_absolute_uri(address)
