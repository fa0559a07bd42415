"""The vote: opened, closed, opened again, revealed by the facilitator; cast by participants."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions.commands.base import Change, NotHere, Refused, Stale, Turn, Unchanged, command
from sessions.models import Ballot, Poll, Proposal
from sessions.models.proposal import IN_SIGHT
from sessions.prepared import Insert, Prepared
from sessions.queries.attendance import take_attendance
from sessions.queries.mine import own_ballot
from sessions.queries.openings import Opening, mark_of_options, method_of_step, settings_of_step
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
def open_poll(
    turn: Turn, *, chosen: Opening | None = None, seen: str | None = None
) -> Change | Unchanged:
    """Opens a vote. A new vote may open once the last one is revealed. Nothing of it changes afterwards.

    Without `chosen`, it is on every visible balise, by the method and the settings of the step. `seen` is the id of
    the vote before this one, 0 for the first; after a point, the mark of the balises that the form offered.
    """
    turn.check(Action.OPEN_POLL)
    options = {
        proposal.pk: proposal for proposal in turn.session.proposals.filter(IN_SIGHT).order_by("pk")
    }
    before = _check_last(turn, seen)
    if before is not None:
        return Unchanged(before)
    if not options:
        raise Refused(
            _("Il n’y a pas encore de balise à soumettre au vote. Revenez à l’étape « Émergence ».")
        )
    mark = (seen or "").partition(".")[2]
    if mark and mark != mark_of_options(options.values()):
        raise Stale(
            _(
                "Entre-temps, les balises ont changé\u00a0: vérifiez celles qui sont choisies,"
                " puis ouvrez le vote."
            )
        )
    key, rules = _rules_of(turn, chosen)
    picked = list(options) if chosen is None else list(dict.fromkeys(chosen.proposals))
    if not picked or not options.keys() >= set(picked):
        raise Refused(_("Choisissez au moins une balise, parmi celles qui sont visibles."))
    method = METHODS[key]
    if method.is_on_one and len(picked) != 1:
        raise Refused(
            _(
                "On vote ainsi sur une seule balise à la fois\u00a0: choisissez laquelle, puis ouvrez le vote."
            )
        )
    course = method.begin(rules, timezone.localdate())
    poll = Poll.objects.create(session=turn.session, method_key=key, settings=rules, course=course)
    poll.proposals.set(picked)
    return Change("poll_opened", "poll", poll.pk)


def _check_last(turn: Turn, seen: str | None) -> int | None:
    """Raises Stale or Refused when no vote may open now. Returns the vote that somebody has opened already."""
    latest = latest_poll(turn.session)
    if seen is not None and seen.partition(".")[0] != str(latest.pk if latest else 0):
        if latest and latest.state == Poll.State.OPEN:
            return latest.pk
        raise Stale(
            _(
                "Entre-temps, un autre vote a été ouvert puis clos. Votre bouton datait d’avant : rien"
                " n’a changé. Choisissez à nouveau."
            )
        )
    if latest and latest.state != Poll.State.REVEALED:
        raise Refused(_("Un vote est déjà en cours : dévoilez-le avant d’en ouvrir un autre."))
    return None


def _rules_of(turn: Turn, chosen: Opening | None) -> tuple[str, dict[str, Any]]:
    """The method and its settings, as they were chosen, otherwise as the step says."""
    step = turn.session.current_step
    if chosen is None:
        key = _known(method_of_step(step))
        return key, settings_of_step(step, key)
    return _known(chosen.method), METHODS[chosen.method].read_settings(chosen.settings)


def _known(method: str) -> str:
    if method not in METHODS:
        raise Refused(
            _("Cette version du site ne connaît pas cette façon de voter. Choisissez-en une autre.")
        )
    return method


@dataclass(frozen=True)
class Transition:
    """A change of a vote from one state to another: its event, and the fields that keep its time."""

    before: Poll.State
    after: Poll.State
    event: str
    times: Callable[[datetime], dict[str, Any]]
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
        lambda _now: {"closed_at": None, "attendance": None},
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


def _move(
    turn: Turn, poll: int, action: Action, kept: Callable[[Poll], dict[str, Any]] = lambda _poll: {}
) -> Change | Unchanged:
    """Changes the state of the vote as the action says. Does nothing when the vote is already in that state.

    `kept` gives what is kept besides, worked out only when the vote moves.
    """
    turn.check(action)
    way = TRANSITIONS[action]
    known = find_poll(turn, poll)
    if known.state == way.after:
        return Unchanged(poll)
    if known.state != way.before:
        raise Refused(str(way.refusal))
    changed = {"state": way.after, **way.times(timezone.now()), **kept(known)}
    for name, value in changed.items():
        setattr(known, name, value)
    known.save(update_fields=list(changed))
    return Change(way.event, "poll", poll)


@command
def close_poll(turn: Turn, poll: int, *, here: Collection[int] | None = None) -> Change | Unchanged:
    """No ballot counts after this. Who could vote, who was there and who voted is counted now, and stays.

    `here`: the participants who have a live page; None when nobody knows.
    """

    def attendance(known: Poll) -> dict[str, Any]:
        return {"attendance": take_attendance(turn.session, known, here).stored()}

    return _move(turn, poll, Action.CLOSE_POLL, attendance)


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
    mine = turn.author().pk, str(_keep_ballot(turn, known, choices).version)
    secret = turn.session.is_anonymous or known.method.is_unsigned
    return Change("ballot_cast", "poll", poll, secret=secret, mine=mine)


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


def _keep_ballot(turn: Turn, poll: Poll, choices: Choices) -> Ballot:
    voter = turn.author()
    ballot = Ballot(
        poll=poll,
        voter_key=turn.actor.voter_key,
        participant=None if turn.session.is_anonymous else voter,
        territory_id=voter.territory_id,
        choices=kept(choices),
    )
    _insert_ballot(ballot)
    return ballot


def find_poll(turn: Turn, poll: int) -> Poll:
    """The vote; raises NotHere."""
    known = _poll.first(turn.session, poll)
    if known is None:
        raise NotHere(_("Ce vote n’existe pas dans cette séance."))
    return known
