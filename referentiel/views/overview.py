"""The front page of the référentiel."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from referentiel import queries
from referentiel.queries.balises import balise_lines
from referentiel.queries.editions import latest_edition
from referentiel.queries.stakes import default_stakes
from referentiel.viewers import keep_apart

SOME = 6
"""Balises on the front page."""


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show the stakes, the balises, the seasons and the territories; to those who keep them, how to add more."""
    lines = balise_lines()
    leads = request.user.is_authenticated
    response = render(
        request,
        "referentiel/overview.html",
        {
            "lines": lines[:SOME],
            "balise_count": len(lines),
            "edition": latest_edition(),
            "stakes": default_stakes(),
            "seasons": queries.seasons(),
            "territories": queries.territories(),
            "leads": leads,
        },
    )
    keep_apart(response, public=not leads)
    return response
