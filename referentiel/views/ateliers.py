"""Ateliers: the page that everyone reads, and the forms of those who keep them."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from referentiel.forms.ateliers import AtelierForm, TalkForm
from referentiel.models import Atelier, Season, Talk
from referentiel.queries.ateliers import atelier_sheet, ateliers
from referentiel.queries.histories import atelier_of_before, season_of_before
from referentiel.viewers import keep_apart, viewer_of
from referentiel.views.row_forms import Wording, added, changed, form_page, removal, to_remove


@require_safe
def atelier_page(request: HttpRequest, number: int, atelier: int) -> HttpResponse:
    """Show an atelier: when, where, its talks and what was shared."""
    viewer = viewer_of(request)
    found = ateliers().filter(season__number=number, number=atelier).first()
    if found is None:
        return _moved(number, atelier)
    context = {"sheet": atelier_sheet(found, viewer), "viewer": viewer}
    response = render(request, "referentiel/atelier.html", context)
    keep_apart(response, public=viewer.is_anyone)
    return response


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def atelier_new(request: HttpRequest, number: int) -> HttpResponse:
    """Add an atelier to a season."""
    season = get_object_or_404(Season, number=number)
    form = AtelierForm(request.POST or None, instance=Atelier(season=season))
    made = added(request, form, Atelier)
    if made is not None:
        return redirect(made)
    title, button = _("Ajouter un atelier"), _("Ajouter l’atelier")
    wording = Wording(title, button, season.get_absolute_url(), lead=str(season))
    return form_page(request, form, wording)


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def atelier_change(request: HttpRequest, number: int, atelier: int) -> HttpResponse:
    """Correct an atelier."""
    found = get_object_or_404(ateliers(), season__number=number, number=atelier)
    back = found.get_absolute_url()
    form = AtelierForm(request.POST or None, instance=found)
    if changed(request, form):
        return redirect(found)
    title, button = _("Modifier l’atelier"), _("Enregistrer")
    return form_page(
        request, form, Wording(title, button, back, lead=_atelier_name(number, atelier))
    )


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def talk_new(request: HttpRequest, number: int, atelier: int) -> HttpResponse:
    """Add a talk to an atelier."""
    found = get_object_or_404(ateliers(), season__number=number, number=atelier)
    form = TalkForm(request.POST or None, instance=Talk(atelier=found))
    made = added(request, form, Talk)
    if made is not None:
        return redirect(found)
    title, button = _("Ajouter une intervention"), _("Ajouter l’intervention")
    return form_page(
        request, form, Wording(title, button, found.get_absolute_url(), lead=found.theme)
    )


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def talk_change(request: HttpRequest, number: int, atelier: int, talk: int) -> HttpResponse:
    """Correct a talk."""
    of_it = Talk.objects.filter(atelier__season__number=number, atelier__number=atelier)
    found = get_object_or_404(of_it, pk=talk)
    back = reverse("referentiel:atelier", args=[number, atelier])
    form = TalkForm(request.POST or None, instance=found)
    if changed(request, form):
        return redirect(back)
    title, button = _("Modifier l’intervention"), _("Enregistrer")
    removal_page = reverse("referentiel:talk-removal", args=[number, atelier, talk])
    wording = Wording(title, button, back, _atelier_name(number, atelier), removal=removal_page)
    return form_page(request, form, wording)


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def atelier_removal(request: HttpRequest, number: int, atelier: int) -> HttpResponse:
    """Take out an atelier that nothing needs."""
    season = get_object_or_404(Season, number=number)
    leads_to = f"{season.get_absolute_url()}#ateliers-title"
    found = to_remove(request, ateliers().filter(season=season, number=atelier))
    if found is None:
        return redirect(leads_to)
    title, hint = _("Retirer cet atelier"), _("L’historique de la saison garde ce qu’il disait.")
    back, lead = found.get_absolute_url(), f"{_atelier_name(number, atelier)} : {found.theme}"
    wording = Wording(title, _("Retirer"), back, lead, hint, is_danger=True)
    return removal(request, found, wording, leads_to=leads_to)


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def talk_removal(request: HttpRequest, number: int, atelier: int, talk: int) -> HttpResponse:
    """Take out a talk."""
    of_it = Talk.objects.filter(atelier__season__number=number, atelier__number=atelier)
    back = reverse("referentiel:atelier", args=[number, atelier])
    found = to_remove(request, of_it.filter(pk=talk))
    if found is None:
        return redirect(back)
    title, hint = _("Retirer cette intervention"), _("Son film reste parmi les ressources.")
    wording = Wording(title, _("Retirer"), back, found.title, hint, is_danger=True)
    return removal(request, found, wording, leads_to=back)


def _moved(number: int, atelier: int) -> HttpResponse:
    """Leads from the address that an atelier had before its number or that of its season changed."""
    season = Season.objects.filter(number=number).first() or season_of_before(number)
    if season is None:
        raise Http404
    found = ateliers().filter(season=season, number=atelier).first()
    found = found or atelier_of_before(season, atelier)
    if found is None:
        raise Http404
    return redirect(found)


def _atelier_name(number: int, atelier: int) -> str:
    return _("Saison %(season)s, atelier %(number)s") % {"season": number, "number": atelier}
