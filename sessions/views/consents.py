"""A consent: the facilitator leads it; the author of an objection says what becomes of it."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from sessions.access import enter
from sessions.commands import consents
from sessions.forms.consents import SettlingForm, WeighingForm
from sessions.steps import Action
from sessions.views.answers import done, incomplete, operation_of, seen_by


@require_POST
def consent_moment(request: HttpRequest, code: str, pk: int, moment: str) -> HttpResponse:
    """Goes on to the next moment."""
    actor = enter(request, code).actor_for(Action.LEAD_CONSENT)
    consents.lead_on(actor, operation_of(request), pk, moment=moment)
    return done()


@require_POST
def objection_weighing(request: HttpRequest, code: str, pk: int, objection: str) -> HttpResponse:
    """Notes whether the group keeps an objection."""
    actor = enter(request, code).actor_for(Action.LEAD_CONSENT)
    form = WeighingForm(request.POST)
    if not form.is_valid():
        raise incomplete()
    consents.weigh_objection(
        actor,
        operation_of(request),
        pk,
        objection=objection,
        kept=form.cleaned_data["kept"],
        seen=seen_by(request),
    )
    return done()


@require_POST
def objection_settling(request: HttpRequest, code: str, pk: int, objection: str) -> HttpResponse:
    """Makes a reserve of an objection that was not kept, or withdraws it."""
    actor = enter(request, code).actor_for(Action.SETTLE_OBJECTION)
    form = SettlingForm(request.POST)
    if not form.is_valid():
        raise incomplete()
    consents.settle_objection(
        actor,
        operation_of(request),
        pk,
        objection=objection,
        fate=form.cleaned_data["became"],
    )
    return done()


@require_POST
def consent_round(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Asks the question again, on the amended text."""
    actor = enter(request, code).actor_for(Action.LEAD_CONSENT)
    consents.ask_again(actor, operation_of(request), pk)
    return done()
