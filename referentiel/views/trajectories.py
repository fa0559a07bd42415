"""A trajectory is withdrawn from the page of its territory."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from referentiel.authors import author_of
from referentiel.commands.trajectories import NOUN, withdraw_trajectory
from referentiel.forms.trajectories import WithdrawalForm
from referentiel.models import HistoryEntry, PublishedTrajectory, Territory
from referentiel.views.attempts import attempt
from referentiel.views.row_forms import Wording, form_page


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def trajectory_withdrawal(request: HttpRequest, slug: str, trajectory: int) -> HttpResponse:
    """Take a trajectory back. Who agreed to it is told here, to those who lead."""
    territory = get_object_or_404(Territory, slug=slug)
    found = PublishedTrajectory.objects.filter(territory=territory, pk=trajectory).first()
    if found is None:
        return _gone(request, territory, trajectory)
    form = WithdrawalForm(request.POST if request.method == "POST" else None)

    def withdraw() -> bool:
        withdraw_trajectory(found, author=author_of(request), why=form.cleaned_data["why"])
        return True

    if attempt(form, withdraw):
        return redirect(territory)
    hint = _(
        "Accord donné par : %(who)s, le %(day)s. Ses cartes quittent cette page et la recherche, avec cet accord."
        " L’historique dira qu’elle a été là, sans rien en citer. Ce que d’autres ont copié ou imprimé leur reste."
    )
    agreed = {"who": found.agreed_by, "day": found.agreed_on.strftime("%d/%m/%Y")}
    wording = Wording(
        title=_("Retirer cette trajectoire"),
        button=_("Retirer la trajectoire"),
        back=territory.get_absolute_url(),
        lead=str(found),
        hint=hint % agreed,
        is_danger=True,
    )
    return form_page(request, form, wording)


def _gone(request: HttpRequest, territory: Territory, trajectory: int) -> HttpResponse:
    """Lead to the page of the territory when the trajectory was there once: two clicks, or an old page."""
    life = HistoryEntry.objects.filter(noun=NOUN, subject=str(trajectory))
    if not life.filter(particulars__territory=territory.pk).exists():
        raise Http404
    if life.filter(event="trajectory_withdrawn").exists():
        messages.info(request, _("Cette trajectoire est retirée."))
    else:
        messages.info(
            request,
            _(
                "Cette trajectoire a été publiée de nouveau : celle de maintenant n’est pas retirée."
            ),
        )
    return redirect(territory)
