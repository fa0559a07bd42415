"""The vote: opened, closed, opened again, revealed by the facilitator; cast by participants."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions.commands.base import Change, NotHere, Refused, Stale, Turn, Unchanged, command
from sessions.models import Ballot, Poll, Proposal
from sessions.prepared import Insert, Prepared
from sessions.queries.mine import own_ballot
from sessions.queries.polls import latest_poll
from sessions.steps import Action
from sessions.voting import METHODS
from sessions.voting.method import Choices, WrongBallot, kept

_poll = Prepared(lambda session, pk: Poll.objects.filter(session=session, pk=pk))
_options = Prepared(
    lambda poll: Proposal.objects.filter(polls=poll, hidden_at__isnull=True).values_list(
        "pk", flat=True
    )
)
_insert_ballot = Insert(
    Ballot, replaces=("poll", "voter_key"), updates=("choices", "territory", "version")
)


@command
def open_poll(turn: Turn, *, seen: str | None = None) -> Change | Unchanged:
    """Opens a vote on every visible balise. A new vote may open once the last one is revealed.

    `seen` is the id of the vote before this one, 0 for the first.
    """
    turn.check(Action.OPEN_POLL)
    latest = latest_poll(turn.session)
    if seen is not None and seen != str(latest.pk if latest else 0):
        if latest and latest.state == Poll.State.OPEN:
            return Unchanged(latest.pk)
        raise Stale(
            _(
                "Entre-temps, un autre vote a été ouvert puis clos. Votre bouton datait d’avant : rien"
                " n’a changé. Choisissez à nouveau."
            )
        )
    if turn.session.polls.exclude(state=Poll.State.REVEALED).exists():
        raise Refused(_("Un vote est déjà en cours : dévoilez-le avant d’en ouvrir un autre."))
    options = list(Proposal.objects.filter(session=turn.session, hidden_at__isnull=True))
    if not options:
        raise Refused(
            _("Il n’y a pas encore de balise à soumettre au vote. Revenez à l’étape « Émergence ».")
        )
    key, rules = _rules_of(turn)
    method = METHODS[key]
    if method.is_on_one and len(options) != 1:
        raise Refused(
            _(
                "On vote ainsi sur une seule balise à la fois : choisissez laquelle, puis ouvrez le vote."
            )
        )
    poll = Poll.objects.create(
        session=turn.session,
        method_key=key,
        settings=rules,
        course=method.begin(rules, timezone.localdate()),
    )
    poll.proposals.set(options)
    return Change("poll_opened", "poll", poll.pk)


def _rules_of(turn: Turn) -> tuple[str, dict[str, Any]]:
    """The method and its settings, as the step says; the first method in a step that chooses none."""
    step = turn.session.current_step
    chosen = (step and step.setting("method")) or next(iter(METHODS))
    if chosen not in METHODS:
        raise Refused(
            _("Cette version du site ne connaît pas cette façon de voter. Choisissez-en une autre.")
        )
    method = METHODS[chosen]
    names = method.read_settings({})
    return chosen, method.read_settings(
        {name: step.setting(name) for name in names} if step else {}
    )


@dataclass(frozen=True)
class Transition:
    """A change of a vote from one state to another: its event, and the field that keeps its time."""

    before: Poll.State
    after: Poll.State
    event: str
    times: Callable[[datetime], dict[str, datetime | None]]
    refusal: str | Promise
    """What people read when the vote is not in the state `before`."""


TRANSITIONS: Mapping[Action, Transition] = {
    Action.CLOSE_POLL: Transition(
        Poll.State.OPEN,
        Poll.State.CLOSED,
        "poll_closed",
        lambda now: {"closed_at": now},
        gettext_lazy("Ce vote n’est pas ouvert."),
    ),
    Action.REOPEN_POLL: Transition(
        Poll.State.CLOSED,
        Poll.State.OPEN,
        "poll_reopened",
        lambda _now: {"closed_at": None},
        gettext_lazy("Seul un vote clos peut être rouvert."),
    ),
    Action.REVEAL_POLL: Transition(
        Poll.State.CLOSED,
        Poll.State.REVEALED,
        "poll_revealed",
        lambda now: {"revealed_at": now},
        gettext_lazy("Clôturez le vote avant de le dévoiler."),
    ),
}
"""A vote never leaves the state `revealed`, because its result is known."""


def _move(turn: Turn, poll: int, action: Action) -> Change | Unchanged:
    """Changes the state of the vote as the action says. Does nothing when the vote is already in that state."""
    turn.check(action)
    way = TRANSITIONS[action]
    known = find_poll(turn, poll)
    if known.state == way.after:
        return Unchanged(poll)
    if known.state != way.before:
        raise Refused(str(way.refusal))
    changed = {"state": way.after, **way.times(timezone.now())}
    for name, value in changed.items():
        setattr(known, name, value)
    known.save(update_fields=list(changed))
    return Change(way.event, "poll", poll)


@command
def close_poll(turn: Turn, poll: int) -> Change | Unchanged:
    """No ballot counts after this."""
    return _move(turn, poll, Action.CLOSE_POLL)


@command
def reopen_poll(turn: Turn, poll: int) -> Change | Unchanged:
    """Lets people vote again; a revealed vote stays revealed, since its result is known."""
    return _move(turn, poll, Action.REOPEN_POLL)


@command
def reveal_poll(turn: Turn, poll: int) -> Change | Unchanged:
    """Shows the result to everybody. Nobody can undo this."""
    return _move(turn, poll, Action.REVEAL_POLL)


@command
def cast_ballot(turn: Turn, poll: int, *, choices: Choices, seen: str | None = None) -> Change:
    """Sets the voter's one ballot: choices by balise; the last one counts (invariant I4).

    `seen` is the version of the voter's ballot that the page shows; empty where it shows none.
    """
    turn.check(Action.VOTE)
    known = find_poll(turn, poll)
    if known.state != Poll.State.OPEN:
        raise Refused(_("Le vote est clos."))
    if reason := known.method.waits(known.course):
        raise Refused(reason)
    options = _options.all(known)
    try:
        known.method.check(choices, options=set(options), settings=known.rules)
    except WrongBallot as wrong:
        raise Refused(known.method.explain(str(wrong), known.rules)) from wrong
    if seen is not None:
        _check_latest(turn, known, choices, seen)
    _keep_ballot(turn, known, choices)
    secret = turn.session.is_anonymous or known.method.is_unsigned
    return Change("ballot_cast", "poll", poll, secret=secret)


def _check_latest(turn: Turn, poll: Poll, choices: Choices, seen: str) -> None:
    """Raises Stale where another page of the voter has chosen otherwise since."""
    mine = own_ballot(poll, turn.actor.voter_key)
    if mine is None or mine.choices == kept(choices):
        return
    turn.check_seen(
        seen,
        mine.version,
        _(
            "Vous avez voté entre-temps sur une autre page : c’est ce vote-là qui est affiché"
            " maintenant. Changez-le si vous voulez, puis enregistrez."
        ),
    )


def _keep_ballot(turn: Turn, poll: Poll, choices: Choices) -> None:
    voter = turn.author()
    ballot = Ballot(
        poll=poll,
        voter_key=turn.actor.voter_key,
        participant=None if turn.session.is_anonymous else voter,
        territory_id=voter.territory_id,
        choices=kept(choices),
    )
    _insert_ballot(ballot)


def find_poll(turn: Turn, poll: int) -> Poll:
    """The vote, if it is of this séance; NotHere otherwise."""
    known = _poll.first(turn.session, poll)
    if known is None:
        raise NotHere(_("Ce vote n’existe pas dans cette séance."))
    return known
