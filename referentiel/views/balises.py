"""Balises to be read: the list, the sheet, two versions side by side, where it comes from."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from referentiel.lineage import living
from referentiel.models import Balise, BaliseState, BaliseVersion
from referentiel.queries.balises import balise_lines, sheet, sheets
from referentiel.queries.stakes import stake_options
from referentiel.thread import draw_thread
from referentiel.versions import compared, texts_of

public_page = cache_control(public=True, no_cache=True)
SHOWN = 60
"""Balises of one page of the list: a phone reads no longer one, and it is rendered in a third of the time of 300."""


@require_safe
@public_page
def balise_list(request: HttpRequest) -> HttpResponse:
    """Show the living balises, page by page, of one state or one stake when the address says so."""
    state, stake = request.GET.get("etat", ""), request.GET.get("enjeu", "")
    lines = balise_lines(state=state, stake=stake)
    context = {
        "page": Paginator(lines, SHOWN).get_page(request.GET.get("page")),
        "asked": urlencode({"etat": state, "enjeu": stake}),
        "states": BaliseState,
        "stakes": stake_options(),
        "state": state,
        "stake": stake,
    }
    return render(request, "referentiel/balises.html", context)


@require_safe
@public_page
def balise_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a balise. One that was merged leads to its heir, which says so."""
    balise = get_object_or_404(sheets(), slug=slug)
    if balise.is_merged:
        return redirect(f"{living(balise).get_absolute_url()}?{urlencode({'de': slug})}")
    shown = sheet(balise)
    came_from = next((one for one in shown.merged if one.slug == request.GET.get("de")), None)
    context = {
        "sheet": shown,
        "balise": balise,
        "texts": texts_of(shown.version),
        "came_from": came_from,
    }
    return render(request, "referentiel/balise.html", context)


@require_safe
@public_page
def provenance_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show where a balise comes from, down to each card: a picture, and the same as a list."""
    balise = get_object_or_404(sheets(), slug=slug)
    if balise.is_merged:
        return redirect("referentiel:balise-provenance", living(balise).slug)
    shown = sheet(balise)
    context = {"sheet": shown, "balise": balise, "thread": draw_thread(shown)}
    return render(request, "referentiel/provenance.html", context)


@require_safe
@public_page
def versions_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what changed between two versions: by default, between the last one and the one before."""
    balise = get_object_or_404(Balise, slug=slug)
    versions = list(balise.versions.select_related("entry").order_by("number"))
    last = versions[-1].number
    after = _version(versions, request.GET.get("a", ""), last)
    before = _version(versions, request.GET.get("de", ""), max(after.number - 1, 1))
    context = {
        "balise": balise,
        "versions": versions,
        "before": before,
        "after": after,
        "parts": compared(before, after),
    }
    return render(request, "referentiel/balise_versions.html", context)


def _version(versions: list[BaliseVersion], asked: str, otherwise: int) -> BaliseVersion:
    """The version of this number, or another one where there is none."""
    by_number = {str(version.number): version for version in versions}
    return by_number.get(asked) or by_number[str(otherwise)]
