"""The page of a territory."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from referentiel import queries
from referentiel.queries.balises import balises_from
from referentiel.viewers import keep_apart


@require_safe
def territory_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a territory, the seasons that it took part in, and the balises that it brought."""
    territory = get_object_or_404(queries.territory_detail(), slug=slug)
    leads = request.user.is_authenticated
    balises = balises_from(territory=territory)
    context = {"territory": territory, "balises": balises, "leads": leads}
    response = render(request, "referentiel/territory.html", context)
    keep_apart(response, public=not leads)
    return response
