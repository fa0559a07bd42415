"""The page of a territory."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from referentiel import queries
from referentiel.queries.balises import balises_from


@require_safe
@cache_control(public=True, no_cache=True)
def territory_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a territory, the seasons that it took part in, and the balises that it brought."""
    territory = get_object_or_404(queries.territory_detail(), slug=slug)
    context = {"territory": territory, "balises": balises_from(territory=territory)}
    return render(request, "referentiel/territory.html", context)
