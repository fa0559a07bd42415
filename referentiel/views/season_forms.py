"""Seasons as those who keep them change them: added, corrected, taken out, and their history."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from referentiel.forms.seasons import SeasonForm
from referentiel.models import Season
from referentiel.queries.histories import history_of_season
from referentiel.views.histories import history_page
from referentiel.views.row_forms import Wording, added, changed, form_page, removal, to_remove


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def season_new(request: HttpRequest) -> HttpResponse:
    """Add a season."""
    last = Season.objects.last()
    form = SeasonForm(request.POST or None, initial={"number": last.number + 1 if last else 1})
    made = added(request, form, Season)
    if made is not None:
        return redirect(made)
    title, button = _("Ajouter une saison"), _("Ajouter la saison")
    return form_page(request, form, Wording(title, button, reverse("referentiel:overview")))


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def season_change(request: HttpRequest, number: int) -> HttpResponse:
    """Correct a season: its number, its theme, its dates, its co-pilots."""
    season = get_object_or_404(Season, number=number)
    back, name = season.get_absolute_url(), str(season)
    form = SeasonForm(request.POST or None, instance=season)
    if changed(request, form):
        return redirect(season)
    wording = Wording(_("Modifier la saison"), _("Enregistrer"), back, name)
    return form_page(request, form, wording)


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def season_removal(request: HttpRequest, number: int) -> HttpResponse:
    """Take out a season that nothing needs."""
    overview = reverse("referentiel:overview")
    season = to_remove(request, Season.objects.filter(number=number))
    if season is None:
        return redirect(overview)
    title, hint = (
        _("Retirer cette saison"),
        _("Sa page disparaît. L’historique garde ce qu’elle disait."),
    )
    lead = f"{season} : {season.title}"
    wording = Wording(title, _("Retirer"), season.get_absolute_url(), lead, hint, is_danger=True)
    return removal(request, season, wording, leads_to=overview)


@require_safe
@login_required
@never_cache
def season_history(request: HttpRequest, number: int) -> HttpResponse:
    """Show who changed a season and all that belongs to it, when and why."""
    season = get_object_or_404(Season, number=number)
    return history_page(
        request, season, str(season), history_of_season(season), season.get_absolute_url()
    )
