"""Organisations, which collectives invite and which pilot seasons: listed and changed by those who keep them."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from referentiel import queries
from referentiel.commands.organisations import describe_organisation
from referentiel.forms.territories import OrganisationForm
from referentiel.models import Organisation
from referentiel.queries.histories import history_of
from referentiel.views.histories import history_page
from referentiel.views.row_forms import Wording, added, changed, form_page, removal, to_remove


@require_safe
@login_required
@never_cache
def organisation_list(request: HttpRequest) -> HttpResponse:
    """Show the organisations, each with what it takes part in."""
    context = {"organisations": queries.organisations()}
    return render(request, "referentiel/organisations.html", context)


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def organisation_new(request: HttpRequest) -> HttpResponse:
    """Add an organisation."""
    form = OrganisationForm(request.POST or None)
    made = added(request, form, Organisation, describe_organisation)
    if made is not None:
        return redirect(_at(made.slug))
    title, button = _("Ajouter une organisation"), _("Ajouter l’organisation")
    return form_page(request, form, Wording(title, button, _list()))


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def organisation_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Correct an organisation."""
    organisation = get_object_or_404(Organisation, slug=slug)
    back, name = _at(slug), organisation.name
    form = OrganisationForm(request.POST or None, instance=organisation)
    if changed(request, form):
        return redirect(back)
    title, button = _("Modifier l’organisation"), _("Enregistrer")
    return form_page(request, form, Wording(title, button, back, name))


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def organisation_removal(request: HttpRequest, slug: str) -> HttpResponse:
    """Take out an organisation that nothing needs."""
    organisation = to_remove(request, Organisation.objects.filter(slug=slug))
    if organisation is None:
        return redirect(_list())
    title, hint = _("Retirer cette organisation"), _("L’historique garde ce qui en était dit.")
    wording = Wording(title, _("Retirer"), _at(slug), organisation.name, hint, is_danger=True)
    return removal(request, organisation, wording, leads_to=_list())


@require_safe
@login_required
@never_cache
def organisation_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who changed an organisation, when and why."""
    organisation = get_object_or_404(Organisation, slug=slug)
    entries = history_of(organisation)
    return history_page(request, organisation, organisation.name, entries, _at(slug))


def _list() -> str:
    return reverse("referentiel:organisations")


def _at(slug: str) -> str:
    """Where an organisation stands in the list."""
    return f"{_list()}#organisation-{slug}"
