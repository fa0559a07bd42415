"""The reading of a card."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sessions.access import Access, enter
from sessions.commands import readings
from sessions.commands.base import NotHere
from sessions.forms.readings import ReadingForm
from sessions.models import TrajectoryCard
from sessions.queries.cards import card_views
from sessions.queries.mine import own_reading
from sessions.queries.stakes import shown_stakes
from sessions.steps import Action
from sessions.views.answers import attempt, operation_of, saved


@require_http_methods(["GET", "POST"])
def card_reading(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """My reading of a card: the form as I left it, and its answer."""
    entered = enter(request, code)
    actor = entered.actor_for(Action.READ_CARD)
    # Looked for first: SQLite fails on the number of no card when it is too long for it.
    if not TrajectoryCard.objects.filter(session=entered.session, pk=pk).exists():
        raise NotHere(_("Cette carte n’existe plus."))
    form = ReadingForm(
        request.POST if request.method == "POST" else None,
        stakes=shown_stakes(entered.session, also=_read_in(request)),
        mine=own_reading(actor.id, pk),
        auto_id="reading-%s",
    )
    if request.method == "GET":
        return _show(request, entered, pk, form)
    answer = attempt(
        form,
        lambda: readings.read_card(
            actor, operation_of(request), pk, tags=form.tags(), seen=form.cleaned_data["seen"]
        ),
        compare=lambda: form.compare(own_reading(actor.id, pk)),
    )
    if answer is None:
        return _show(request, entered, pk, form, status=422)
    return saved(HttpResponse(), _("Votre lecture est enregistrée."))


def _read_in(request: HttpRequest) -> set[str]:
    """The keys of the stakes that the form has sent."""
    return {name.removeprefix("intensity-") for name in request.POST if name[:10] == "intensity-"}


def _show(
    request: HttpRequest, entered: Access, pk: int, form: ReadingForm, status: int = 200
) -> HttpResponse:
    found = card_views(entered.session, ids=[pk])
    if not found:
        raise Http404(_("Cette carte n’existe plus."))
    context = {
        "form": form,
        "rows": form.rows,
        "card": found[0],
        "action": reverse("ateliers:card-reading", args=[entered.session.code, pk]),
    }
    return render(request, "sessions/forms/reading_form.html", context, status=status)
