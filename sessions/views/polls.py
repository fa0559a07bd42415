"""The vote: led by the facilitator, cast by participants."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from sessions.access import enter
from sessions.commands import polls
from sessions.forms.polls import BallotForm
from sessions.models import Poll
from sessions.steps import Action
from sessions.views.answers import attempt, done, operation_of


@require_POST
def poll_opening(request: HttpRequest, code: str) -> HttpResponse:
    """Opens a vote on the visible balises."""
    actor = enter(request, code).actor_for(Action.OPEN_POLL)
    polls.open_poll(actor, operation_of(request))
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
    form = BallotForm(request.POST, options=options, allowance=poll.dots)
    answer = attempt(
        form, lambda: polls.cast_ballot(actor, operation_of(request), pk, dots=form.dots())
    )
    status = 422 if answer is None else 200
    left = poll.dots - sum(form.dots().values()) if answer else 0
    context = {"form": form, "left": left, "taken": answer is not None}
    return render(request, "sessions/forms/ballot_answer.html", context, status=status)
