"""Territories as those who keep them change them: added, corrected, taken out, and their history."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from referentiel.commands.territories import describe_territory
from referentiel.forms.territories import TerritoryForm
from referentiel.models import Territory
from referentiel.queries.histories import history_of
from referentiel.views.histories import history_page
from referentiel.views.row_forms import Wording, added, changed, form_page, removal, to_remove


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def territory_new(request: HttpRequest) -> HttpResponse:
    """Add a territory."""
    form = TerritoryForm(request.POST or None)
    made = added(request, form, Territory, describe_territory)
    if made is not None:
        return redirect(made)
    title, button = _("Ajouter un territoire"), _("Ajouter le territoire")
    return form_page(request, form, Wording(title, button, _list()))


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def territory_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Correct a territory. Its address stays."""
    territory = get_object_or_404(Territory, slug=slug)
    back, name = territory.get_absolute_url(), territory.name
    form = TerritoryForm(request.POST or None, instance=territory)
    if changed(request, form):
        return redirect(back)
    title, button = _("Modifier le territoire"), _("Enregistrer")
    return form_page(request, form, Wording(title, button, back, name))


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def territory_removal(request: HttpRequest, slug: str) -> HttpResponse:
    """Take out a territory that nothing needs."""
    territory = to_remove(request, Territory.objects.filter(slug=slug))
    if territory is None:
        return redirect(_list())
    title, hint = (
        _("Retirer ce territoire"),
        _("Sa page disparaît. L’historique garde ce qu’elle disait."),
    )
    back = territory.get_absolute_url()
    wording = Wording(title, _("Retirer"), back, territory.name, hint, is_danger=True)
    return removal(request, territory, wording, leads_to=_list())


@require_safe
@login_required
@never_cache
def territory_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who changed a territory, when and why."""
    territory = get_object_or_404(Territory, slug=slug)
    back = territory.get_absolute_url()
    return history_page(request, territory, territory.name, history_of(territory), back)


def _list() -> str:
    return f"{reverse('referentiel:overview')}#territories-title"
