"""The vote: the facilitator leads it, and participants cast their ballots."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from sessions.access import enter
from sessions.actor import Actor
from sessions.commands import polls
from sessions.fragments.own import objection_of
from sessions.models import Poll
from sessions.queries.mine import own_ballot
from sessions.steps import Action
from sessions.views.answers import attempt, done, operation_of, seen_by
from sessions.voting.method import BallotForm, given, kept


@require_POST
def poll_opening(request: HttpRequest, code: str) -> HttpResponse:
    """Opens a vote on the visible balises."""
    actor = enter(request, code).actor_for(Action.OPEN_POLL)
    polls.open_poll(actor, operation_of(request), seen=seen_by(request))
    return done()


@require_POST
def poll_closing(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Closes it."""
    actor = enter(request, code).actor_for(Action.CLOSE_POLL)
    polls.close_poll(actor, operation_of(request), pk)
    return done()


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


@require_POST
def ballot(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """My ballot: casts it, or changes it."""
    entered = enter(request, code)
    actor = entered.actor_for(Action.VOTE)
    poll = get_object_or_404(Poll, session=entered.session, pk=pk)
    options = poll.proposals.values_list("pk", flat=True)
    form = poll.method.form(request.POST, options=options, settings=poll.rules)
    refused: list[tuple[str, Any]] = []
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


def _placed(poll: Poll, form: BallotForm) -> list[tuple[str, Any]]:
    """The choices, each with its balise, so that people can still read a refused ballot."""
    statements = dict(poll.proposals.values_list("pk", "statement"))
    return [(statements[option], value) for option, value in form.choices().items()]


def _kept(poll: Poll, actor: Actor, form: BallotForm) -> dict[str, Any]:
    """What the page must know of its ballot: the kept version, and the kept choices where they differ.

    The ballot is read again: after a repeated operation, the page may have voted since.
    """
    mine = own_ballot(poll, actor.voter_key)
    told: dict[str, Any] = {
        "poll": str(poll.pk),
        "seen": str(mine.version) if mine else "",
        "mine": [objection_of(mine)] if mine else [],
    }
    choices = mine.choices if mine else {}
    if choices == kept(form.choices()):
        return told
    return {**told, "fields": poll.method.fields(given(choices))}
