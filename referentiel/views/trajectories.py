"""A trajectory is withdrawn from the page of its territory."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from referentiel.authors import author_of
from referentiel.commands.trajectories import withdraw_trajectory
from referentiel.forms.trajectories import WithdrawalForm
from referentiel.models import PublishedTrajectory
from referentiel.views.row_forms import Wording, attempt, form_page


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def trajectory_withdrawal(request: HttpRequest, slug: str, trajectory: int) -> HttpResponse:
    """Take a trajectory back. Who agreed to it is told here, to those who lead."""
    published = PublishedTrajectory.objects.select_related("territory")
    found = get_object_or_404(published, territory__slug=slug, pk=trajectory)
    territory = found.territory
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
