"""The clock of the current step, led by the facilitator."""

from collections.abc import Callable, Mapping
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sessions.access import enter
from sessions.actor import Actor
from sessions.commands import clock
from sessions.commands.base import Answer
from sessions.forms.clock import ClockForm
from sessions.queries.clock import clock_now, clock_view
from sessions.steps import Action
from sessions.views.answers import attempt, done, incomplete, operation_of, saved, seen_by

BUTTONS: Mapping[str, Callable[..., Answer]] = {
    "start": clock.start_clock,
    "pause": clock.pause_clock,
    "resume": clock.resume_clock,
    "longer": partial(clock.shift_clock, minutes=1),
    "shorter": partial(clock.shift_clock, minutes=-1),
    "stop": clock.stop_clock,
}
"""What a button of the clock sends as `act`."""


@require_http_methods(["GET", "POST"])
def step_clock(request: HttpRequest, code: str) -> HttpResponse:
    """The form that starts the clock with other minutes, its answer, and the buttons of the clock."""
    entered = enter(request, code)
    actor = entered.actor_for(Action.LEAD_CLOCK)
    if request.method == "GET":
        now = clock_view(entered.session)
        drawn = {"minutes": now.planned or None, "seen": now.seen} if now else {}
        return _show(request, ClockForm(initial=drawn))
    if "minutes" in request.POST:
        return _started(request, entered.session.pk, actor)
    act = BUTTONS.get(request.POST.get("act", ""))
    if act is None:
        raise incomplete()
    act(actor, operation_of(request), seen=seen_by(request))
    return done()


def _started(request: HttpRequest, session_id: int, actor: Actor) -> HttpResponse:
    form = ClockForm(request.POST)
    answer = attempt(
        form,
        lambda: clock.start_clock(actor, operation_of(request), **form.cleaned_data),
        compare=lambda: form.compare(clock_now(session_id)),
    )
    if answer is None:
        return _show(request, form, status=422)
    return saved(HttpResponse(), _("Le minuteur est lancé."))


def _show(request: HttpRequest, form: ClockForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "action": request.path}
    return render(request, "sessions/forms/clock_form.html", context, status=status)
