"""The page of a season."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from referentiel import queries
from referentiel.queries.balises import balises_from


@require_safe
@cache_control(public=True, no_cache=True)
def season_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show a season with its collectives, their guests, its resources and its balises."""
    season = get_object_or_404(queries.season_detail(), number=number)
    before, after = queries.neighbours(season)
    context = {
        "season": season,
        "before": before,
        "after": after,
        "balises": balises_from(season=season),
    }
    return render(request, "referentiel/season.html", context)
