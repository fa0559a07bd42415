"""The search in the référentiel."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from referentiel.queries.search import Asked, filters, found, results

SHOWN = 20
"""Results on one page."""


@require_safe
@cache_control(public=True, no_cache=True)
def search_page(request: HttpRequest) -> HttpResponse:
    """Show what the address asks for, or say how to ask."""
    asked = Asked.of(request.GET)
    page = Paginator(found(asked), SHOWN).get_page(request.GET.get("page"))
    choices = filters(asked)
    context = {
        "asked": asked,
        "filters": choices,
        "page": page,
        "results": results(list(page), asked.sought, choices),
    }
    return render(request, "referentiel/search.html", context)
