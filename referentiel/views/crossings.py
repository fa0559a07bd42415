"""Crossings: the list, the work on one, and its result, which everyone may read."""

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from referentiel.models import Crossing
from referentiel.queries.crossings import (
    beside_each_other,
    crossings,
    drafts_of,
    imported,
    life_of_crossing,
    work_of,
)
from referentiel.telling import told
from referentiel.viewers import keep_apart, viewer_of


@require_safe
def crossing_list(request: HttpRequest) -> HttpResponse:
    """Show the results; to those who cross, what is under way and what was imported too."""
    viewer = viewer_of(request)
    found = crossings()
    context = {
        "viewer": viewer,
        "closed": [one for one in found if one.is_closed],
        "open": [one for one in found if not one.is_closed] if viewer.leads else (),
        "imported": imported() if viewer.leads else (),
        "drafts": drafts_of(request.user.pk or 0) if viewer.leads else (),
    }
    response = render(request, "referentiel/crossings/list.html", context)
    keep_apart(response, public=viewer.is_anyone)
    return response


@require_safe
def crossing_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show the result of a crossing; before there is one, the work, to those who cross."""
    crossing = get_object_or_404(
        Crossing.objects.select_related("left", "right", "result"), pk=number
    )
    viewer = viewer_of(request)
    if crossing.is_closed:
        context = {"viewer": viewer, "crossing": crossing, "work": work_of(crossing)}
        response = render(request, "referentiel/crossings/result.html", context)
        keep_apart(response, public=viewer.is_anyone)
        return response
    if not viewer.leads:
        return redirect_to_login(request.get_full_path())
    work = work_of(crossing)
    left, right = beside_each_other(work)
    context = {
        "crossing": crossing,
        "work": work,
        "left": left,
        "right": right,
        "life": [told(entry) for entry in life_of_crossing(crossing)],
    }
    response = render(request, "referentiel/crossings/work.html", context)
    keep_apart(response, public=False)
    return response
