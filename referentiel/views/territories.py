"""The page of a territory."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from referentiel import queries
from referentiel.queries.territory_sheet import balises_of, seasons_in_order, trajectories_of
from referentiel.viewers import keep_apart, viewer_of


@require_safe
def territory_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a territory, its seasons, the trajectories that it published, and the balises that it brought or tested."""
    viewer = viewer_of(request)
    territory = get_object_or_404(queries.territory_detail(), slug=slug)
    trajectories, balises = trajectories_of(territory), balises_of(territory)
    told_in = seasons_in_order([*balises.seasons, *(each.season for each in trajectories)])
    met = {collective.season_id for collective in territory.collectives.all()}
    context = {
        "territory": territory,
        "trajectories": trajectories,
        "balises": balises,
        "other_seasons": [season for season in told_in if season.pk not in met],
        "viewer": viewer,
    }
    response = render(request, "referentiel/territory.html", context)
    keep_apart(response, public=viewer.is_anyone)
    return response
