"""The front page of the référentiel."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from referentiel import queries
from referentiel.queries.balises import balise_lines
from referentiel.queries.editions import latest_edition
from referentiel.queries.stakes import default_stakes

SOME = 6
"""Balises on the front page."""


@require_safe
@cache_control(public=True, no_cache=True)
def overview(request: HttpRequest) -> HttpResponse:
    """Show the stakes, the seasons and the territories."""
    lines = balise_lines()
    return render(
        request,
        "referentiel/overview.html",
        {
            "lines": lines[:SOME],
            "balise_count": len(lines),
            "edition": latest_edition(),
            "stakes": default_stakes(),
            "seasons": queries.seasons(),
            "territories": queries.territories(),
        },
    )
