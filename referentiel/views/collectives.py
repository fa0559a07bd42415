"""Collectives as those who keep them change them: a territory in a season, with its guests."""

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from referentiel import queries
from referentiel.commands.collectives import add_collective, add_guest
from referentiel.forms.seasons import (
    CollectiveEditForm,
    CollectiveForm,
    GuestEditForm,
    GuestForm,
)
from referentiel.models import Collective, Guest, Season
from referentiel.views.row_forms import Wording, added, changed, form_page, removal, to_remove


@require_safe
@login_required
@never_cache
def collective_page(request: HttpRequest, number: int, slug: str) -> HttpResponse:
    """Show a collective with its guests, each with the ways to change it."""
    collective = get_object_or_404(_collectives(number), territory__slug=slug)
    return render(request, "referentiel/collective.html", {"collective": collective})


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def collective_new(request: HttpRequest, number: int) -> HttpResponse:
    """Let a territory join a season."""
    season = get_object_or_404(Season, number=number)
    form = CollectiveForm(request.POST or None, instance=Collective(season=season))
    made = added(request, form, Collective, add_collective)
    if made is not None:
        return redirect(made)
    title, button = _("Ajouter un collectif"), _("Ajouter le collectif")
    hint = _("Vous ajouterez ses invités ensuite.")
    return form_page(
        request, form, Wording(title, button, season.get_absolute_url(), str(season), hint)
    )


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def collective_change(request: HttpRequest, number: int, slug: str) -> HttpResponse:
    """Correct how a territory was there in a season."""
    collective = get_object_or_404(_collectives(number), territory__slug=slug)
    back, name = collective.get_absolute_url(), str(collective)
    form = CollectiveEditForm(request.POST or None, instance=collective)
    if changed(request, form):
        return redirect(back)
    title, button = _("Modifier le collectif"), _("Enregistrer")
    return form_page(request, form, Wording(title, button, back, name))


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def collective_removal(request: HttpRequest, number: int, slug: str) -> HttpResponse:
    """Take a collective out of its season, with its guests."""
    season = get_object_or_404(Season, number=number)
    leads_to = f"{season.get_absolute_url()}#collectives-title"
    collective = to_remove(request, _collectives(number).filter(territory__slug=slug))
    if collective is None:
        return redirect(leads_to)
    wording = Wording(
        _("Retirer ce collectif"),
        _("Retirer"),
        collective.get_absolute_url(),
        str(collective),
        _("Ses invités le suivent. Le territoire reste au référentiel."),
        is_danger=True,
    )
    return removal(request, collective, wording, leads_to=leads_to)


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def guest_new(request: HttpRequest, number: int, slug: str) -> HttpResponse:
    """Add a guest to a collective."""
    collective = get_object_or_404(_collectives(number), territory__slug=slug)
    form = GuestForm(request.POST or None, instance=Guest(collective=collective))
    made = added(request, form, Guest, add_guest)
    if made is not None:
        return redirect(collective)
    title, button = _("Ajouter un invité"), _("Ajouter l’invité")
    wording = Wording(title, button, collective.get_absolute_url(), str(collective))
    return form_page(request, form, wording)


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def guest_change(request: HttpRequest, number: int, slug: str, guest: int) -> HttpResponse:
    """Correct the role of a guest."""
    collective = get_object_or_404(_collectives(number), territory__slug=slug)
    found = get_object_or_404(_guests(collective), pk=guest)
    form = GuestEditForm(request.POST or None, instance=found)
    if changed(request, form):
        return redirect(collective)
    title, button = _("Modifier l’invité"), _("Enregistrer")
    wording = Wording(title, button, collective.get_absolute_url(), str(found))
    return form_page(request, form, wording)


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def guest_removal(request: HttpRequest, number: int, slug: str, guest: int) -> HttpResponse:
    """Take a guest out of a collective."""
    collective = get_object_or_404(_collectives(number), territory__slug=slug)
    back = collective.get_absolute_url()
    found = to_remove(request, _guests(collective).filter(pk=guest))
    if found is None:
        return redirect(back)
    hint = _("L’organisation reste au référentiel.")
    lead = f"{found}, {collective}"
    wording = Wording(_("Retirer cet invité"), _("Retirer"), back, lead, hint, is_danger=True)
    return removal(request, found, wording, leads_to=back)


def _collectives(number: int) -> "QuerySet[Collective]":
    of_it = Collective.objects.filter(season__number=number)
    return of_it.select_related("season", "territory").prefetch_related(queries.guests())


def _guests(collective: Collective) -> "QuerySet[Guest]":
    return collective.invitations.select_related("organisation")
