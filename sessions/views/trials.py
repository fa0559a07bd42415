"""Balises put to the test: chosen, answered, seen otherwise, kept."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sessions.access import Access, enter
from sessions.commands import trials
from sessions.forms.trials import AnswerForm, DissentForm, TrialsForm
from sessions.models import Participant, TerritoryAnswer, Trial
from sessions.steps import Action
from sessions.views.answers import attempt, done, operation_of, saved


@require_http_methods(["GET", "POST"])
def trials_choice(request: HttpRequest, code: str) -> HttpResponse:
    """The form that chooses the balises, and its answer."""
    entered = enter(request, code)
    actor = entered.actor_for(Action.CHOOSE_TRIALS)
    session, action = entered.session, reverse("ateliers:trials", args=[code])
    if request.method == "GET":
        chosen = list(session.trials.values_list("balise", flat=True))
        form = TrialsForm(session=session, initial={"balises": chosen}, auto_id="trials-%s")
        return _show(request, "trials_form", form, action)
    form = TrialsForm(request.POST, session=session, auto_id="trials-%s")
    answer = attempt(
        form,
        lambda: trials.choose_trials(actor, operation_of(request), balises=form.numbers()),
    )
    if answer is None:
        return _show(request, "trials_form", form, action, status=422)
    return saved(HttpResponse(), _("Les balises sont choisies."))


@require_http_methods(["GET", "POST"])
def trial_answer(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The form of a territory's answer to a balise, and its answer."""
    entered = enter(request, code)
    actor = entered.actor_for(Action.ANSWER_TRIAL)
    trial, seat = _find(entered, pk), Participant.objects.get(pk=actor.id)
    drawn = partial(
        AnswerForm, session=entered.session, territory=seat.territory_id, auto_id="answer-%s"
    )
    action = reverse("ateliers:trial-answer", args=[code, pk])
    if request.method == "GET":
        form = drawn(initial=_initial(_standing(trial, seat)))
        return _show(request, "answer_form", form, action, trial=trial, seat=seat)
    form = drawn(request.POST)
    answer = attempt(
        form,
        lambda: trials.answer_trial(
            actor,
            operation_of(request),
            pk,
            answer=form.cleaned_data["answer"],
            text=form.cleaned_data["text"],
            card=form.card_number,
            seen=form.cleaned_data["seen"],
        ),
        compare=lambda: form.compare(_standing(trial, seat)),
    )
    if answer is None:
        return _show(request, "answer_form", form, action, status=422, trial=trial, seat=seat)
    return saved(HttpResponse(), _("La réponse de votre territoire est enregistrée."))


@require_http_methods(["GET", "POST"])
def trial_dissent(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The form of what somebody sees otherwise, and its answer."""
    entered = enter(request, code)
    actor = entered.actor_for(Action.ANSWER_TRIAL)
    trial = _find(entered, pk)
    action = reverse("ateliers:trial-dissent", args=[code, pk])
    if request.method == "GET":
        mine = trial.dissents.filter(author=actor.id).first()
        form = DissentForm(initial={"text": mine.text if mine else ""}, auto_id="dissent-%s")
        return _show(request, "dissent_form", form, action, trial=trial)
    form = DissentForm(request.POST, auto_id="dissent-%s")
    answer = attempt(
        form,
        lambda: trials.dissent(actor, operation_of(request), pk, text=form.cleaned_data["text"]),
    )
    if answer is None:
        return _show(request, "dissent_form", form, action, status=422, trial=trial)
    return saved(HttpResponse(), _("Votre voix est enregistrée."))


@require_POST
def trials_memory(request: HttpRequest, code: str) -> HttpResponse:
    """Takes the answers into the référentiel."""
    actor = enter(request, code).actor_for(Action.REMEMBER_TRIALS)
    trials.remember_trials(actor, operation_of(request))
    return done()


def _find(entered: Access, pk: int) -> Trial:
    return get_object_or_404(Trial, session=entered.session, pk=pk)


def _standing(trial: Trial, seat: Participant) -> TerritoryAnswer | None:
    return trial.answers.filter(territory=seat.territory_id).select_related("card").first()


def _initial(answer: TerritoryAnswer | None) -> dict[str, object]:
    if answer is None:
        return {"seen": 0}
    said = {"answer": answer.answer, "text": answer.text, "card": answer.card_id}
    return {**said, "seen": answer.version}


def _show(
    request: HttpRequest, name: str, form: object, action: str, status: int = 200, **more: object
) -> HttpResponse:
    context = {"form": form, "action": action, **more}
    return render(request, f"sessions/forms/{name}.html", context, status=status)
