"""The vote: opened, closed, opened again, revealed by the facilitator; cast by participants."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

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
    """Puts every visible balise to the vote. A new vote may follow once the last is revealed.

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
    poll = Poll.objects.create(session=turn.session, method_key=key, settings=rules)
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


@command
def close_poll(turn: Turn, poll: int) -> Change | Unchanged:
    """No ballot counts after this."""
    turn.check(Action.CLOSE_POLL)
    known = _find_poll(turn, poll)
    if known.state == Poll.State.CLOSED:
        return Unchanged(poll)
    if known.state != Poll.State.OPEN:
        raise Refused(_("Ce vote n’est pas ouvert."))
    known.state, known.closed_at = Poll.State.CLOSED, timezone.now()
    known.save(update_fields=["state", "closed_at"])
    return Change("poll_closed", "poll", poll)


@command
def reopen_poll(turn: Turn, poll: int) -> Change | Unchanged:
    """Lets people vote again; a revealed vote stays revealed, since its result is known."""
    turn.check(Action.REOPEN_POLL)
    known = _find_poll(turn, poll)
    if known.state == Poll.State.OPEN:
        return Unchanged(poll)
    if known.state != Poll.State.CLOSED:
        raise Refused(_("Seul un vote clos peut être rouvert."))
    known.state, known.closed_at = Poll.State.OPEN, None
    known.save(update_fields=["state", "closed_at"])
    return Change("poll_reopened", "poll", poll)


@command
def reveal_poll(turn: Turn, poll: int) -> Change | Unchanged:
    """Shows the result to everybody, for good."""
    turn.check(Action.REVEAL_POLL)
    known = _find_poll(turn, poll)
    if known.state == Poll.State.REVEALED:
        return Unchanged(poll)
    if known.state != Poll.State.CLOSED:
        raise Refused(_("Clôturez le vote avant de le dévoiler."))
    known.state, known.revealed_at = Poll.State.REVEALED, timezone.now()
    known.save(update_fields=["state", "revealed_at"])
    return Change("poll_revealed", "poll", poll)


@command
def cast_ballot(turn: Turn, poll: int, *, choices: Choices, seen: str | None = None) -> Change:
    """Sets the voter's one ballot: choices by balise; the last one counts (invariant I4).

    `seen` is the version of the voter's ballot that the page shows; empty where it shows none.
    """
    turn.check(Action.VOTE)
    known = _find_poll(turn, poll)
    if known.state != Poll.State.OPEN:
        raise Refused(_("Le vote est clos."))
    options = _options.all(known)
    try:
        known.method.check(choices, options=set(options), settings=known.rules)
    except WrongBallot as wrong:
        raise Refused(known.method.explain(str(wrong), known.rules)) from wrong
    if seen is not None:
        _check_latest(turn, known, choices, seen)
    _keep_ballot(turn, known, choices)
    return Change("ballot_cast", "poll", poll, secret=turn.session.is_anonymous)


def _check_latest(turn: Turn, poll: Poll, choices: Choices, seen: str) -> None:
    """Raises Stale where another page of the voter has chosen otherwise since."""
    mine = own_ballot(poll, turn.actor.voter_key)
    if mine is None or mine.choices == kept(choices):
        return
    turn.check_seen(
        seen,
        mine.version,
        _(
            "Vous avez voté entre-temps sur une autre page : ce sont ces points qui sont affichés"
            " maintenant. Changez-les si vous voulez, puis enregistrez."
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


def _find_poll(turn: Turn, poll: int) -> Poll:
    known = _poll.first(turn.session, poll)
    if known is None:
        raise NotHere(_("Ce vote n’existe pas dans cette séance."))
    return known
