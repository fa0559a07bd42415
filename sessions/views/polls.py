"""The vote: the facilitator leads it, and participants cast their ballots."""

import json
import logging
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sessions.access import enter
from sessions.actor import Actor
from sessions.commands import polls
from sessions.forms.polls import OpeningForm
from sessions.fragments.own import objection_of
from sessions.live.presence import present
from sessions.models import AtelierSession, Poll
from sessions.queries.mine import own_ballot
from sessions.queries.room import people
from sessions.steps import Action
from sessions.views.answers import attempt, done, operation_of, saved, seen_by
from sessions.voting.method import BallotForm, given, kept

logger = logging.getLogger(__name__)


@require_http_methods(["GET", "POST"])
def poll_opening(request: HttpRequest, code: str) -> HttpResponse:
    """The form that opens a vote, and its answer."""
    entered = enter(request, code)
    actor = entered.actor_for(Action.OPEN_POLL)
    if request.method == "GET":
        return _show_opening(request, OpeningForm(session=entered.session))
    if "method" not in request.POST:
        # The button of a page that is older than this form: all visible balises, as the step says.
        polls.open_poll(actor, operation_of(request), seen=seen_by(request))
        return done()
    form = OpeningForm(request.POST, session=entered.session)
    answer = attempt(
        form,
        lambda: polls.open_poll(
            actor,
            operation_of(request),
            chosen=form.opening(),
            seen=form.cleaned_data["seen"],
        ),
    )
    if answer is None:
        form.draw_again()
        return _show_opening(request, form, status=422)
    return saved(HttpResponse(), _("Le vote est ouvert."))


def _show_opening(request: HttpRequest, form: OpeningForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "action": request.path}
    return render(request, "sessions/forms/opening_form.html", context, status=status)


@require_POST
def poll_closing(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Closes it."""
    entered = enter(request, code)
    actor = entered.actor_for(Action.CLOSE_POLL)
    polls.close_poll(actor, operation_of(request), pk, here=_here(entered.session))
    return done()


def _here(session: AtelierSession) -> set[int] | None:
    """The participants who have a live page; None when the cache does not answer."""
    try:
        return present(session.pk, [person.pk for person in people(session)])
    except (
        Exception
    ) as error:  # nothing depends on presence: the vote closes, and says that it is not known
        logger.warning("presence not read: %s", type(error).__name__)
        return None


@require_POST
def poll_reopening(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Opens it again."""
    actor = enter(request, code).actor_for(Action.REOPEN_POLL)
    polls.reopen_poll(actor, operation_of(request), pk)
    return done()


@require_POST
def poll_reveal(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Shows the result to everybody."""
    actor = enter(request, code).actor_for(Action.REVEAL_POLL)
    polls.reveal_poll(actor, operation_of(request), pk)
    return done()


@require_http_methods(["GET", "POST"])
def ballot(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """My ballot: casts it, or changes it. GET says which one is kept, for a page that heard « yours changed »."""
    entered = enter(request, code)
    actor = entered.actor_for(Action.VOTE)
    poll = get_object_or_404(Poll, session=entered.session, pk=pk)
    if request.method == "GET":
        return JsonResponse(_mine(poll, actor))
    options = poll.proposals.values_list("pk", flat=True)
    form = poll.method.form(request.POST, options=options, settings=poll.rules)
    refused: list[tuple[str, str]] = []
    answer = attempt(
        form,
        lambda: polls.cast_ballot(
            actor, operation_of(request), pk, choices=form.choices(), seen=seen_by(request)
        ),
        compare=lambda: refused.extend(_placed(poll, form)),
    )
    context = {"form": form, "taken": answer is not None, "refused": refused}
    if answer is not None:
        context |= poll.method.answer(form.choices(), poll.rules)
    response = render(request, poll.method.answer_template, context)
    response.status_code = 422 if answer is None else 200
    if answer is not None or refused:
        told = _kept(poll, actor, form)
        response["HX-Trigger"] = json.dumps({"ballot": told, "saved": {"mine": told.pop("mine")}})
    return response


def _placed(poll: Poll, form: BallotForm) -> list[tuple[str, str]]:
    """The choices, each with its balise and in words, so that people can still read a refused ballot."""
    statements = dict(poll.proposals.values_list("pk", "statement"))
    return [
        (statements[option], poll.method.said(value, poll.rules))
        for option, value in form.choices().items()
    ]


def _kept(poll: Poll, actor: Actor, form: BallotForm) -> dict[str, Any]:
    """What the page must know of its ballot: the kept version, and the kept choices where they differ.

    The ballot is read again: after a repeated operation, the page may have voted since.
    """
    told = _mine(poll, actor)
    if told["fields"] == poll.method.fields(given(kept(form.choices()))):
        del told["fields"]
    return told


def _mine(poll: Poll, actor: Actor) -> dict[str, Any]:
    """My ballot as it is kept: its version, and its choices by the names of their fields."""
    mine = own_ballot(poll, actor.voter_key)
    return {
        "poll": str(poll.pk),
        "seen": str(mine.version) if mine else "",
        "fields": poll.method.fields(given(mine.choices)) if mine else {},
        "mine": [objection_of(mine)] if mine else [],
    }
