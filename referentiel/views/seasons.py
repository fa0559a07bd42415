"""The page of a season."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from referentiel import queries
from referentiel.models import Season
from referentiel.queries.balises import balises_from
from referentiel.queries.resources import resources_for
from referentiel.viewers import keep_apart, viewer_of


@require_safe
def season_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show a season with its collectives, its ateliers, its balises, and the resources that the viewer may see."""
    viewer = viewer_of(request)
    season = get_object_or_404(queries.season_detail(), number=number)
    before, after = queries.neighbours(season)
    context = {
        "season": season,
        "before": before,
        "after": after,
        "balises": balises_from(season=season),
        "viewer": viewer,
        "resources": resources_for(viewer).filter(season=season),
        "link": _link(request, season) if viewer.leads else "",
    }
    response = render(request, "referentiel/season.html", context)
    keep_apart(response, public=viewer.is_anyone)
    return response


def _link(request: HttpRequest, season: Season) -> str:
    """The secret link of the participants, as somebody can paste it into a message."""
    address = reverse("referentiel:season-access", args=[season.number, season.link_key])
    return request.build_absolute_uri(address)
