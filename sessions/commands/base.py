"""The steps of every command: one transaction, the lock of the room, the check of rights, one journal entry."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.db import connection, transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from referentiel.commands.base import change as change_of_referentiel
from sessions import journal
from sessions.actor import Actor, Role
from sessions.commands.contents import Contents
from sessions.limits import WRITING
from sessions.models import AtelierSession, Operation, Participant, Revision
from sessions.prepared import Insert, Prepared
from sessions.rights import refusal
from sessions.steps import Action

P = ParamSpec("P")

_operation = Prepared(lambda pk: Operation.objects.filter(pk=pk))
_seat = Prepared(lambda pk: Participant.objects.filter(pk=pk, removed_at__isnull=True))
_insert_operation = Insert(Operation)

CIRCUMSTANCES = frozenset({"seen", "here"})
"""Arguments that are not part of what a request asks for: what its page had seen, and who was there."""
_insert_revision = Insert(Revision)


class Refused(Exception):
    """The room does not allow this now; the message is for the person who asked."""


class Stale(Refused):
    """Something that the button or the form was drawn for has changed since. The command did nothing."""


class NotHere(Exception):
    """What the command is about does not exist in this séance (any more)."""


class OperationReused(Exception):
    """This operation id belongs to another request, which was already answered."""


@dataclass(frozen=True)
class Revised:
    """The contents of a noun before and after a change; None where the noun did not exist."""

    noun: str
    subject: int
    before: Contents | None
    after: Contents | None


@dataclass(frozen=True)
class Change:
    """What a command did, as a fact: « card_hidden, card 12 ».

    `particulars` are ids, keys and numbers that belong to the fact. They never hold words, nor anything that
    secrecy hides. A change says nothing about its display: each fragment declares the events that it shows.
    """

    event: str
    noun: str
    subject: int
    particulars: Mapping[str, Any] = field(default_factory=dict)
    secret: bool = False
    """Whether the journal must not say who did it."""
    revised: Revised | None = None
    mine: tuple[int, str] | None = None
    """The seat whose own things have changed, and their version. Its pages are told; the journal never says so."""


@dataclass(frozen=True)
class Unchanged:
    """The state is already what the request asks for. The command writes no journal entry.

    The answer is that of the request that did it first.
    """

    subject: int = 0


@dataclass(frozen=True)
class Answer:
    """The answer to an operation, also when it is repeated: the number of the journal, and the id of the subject."""

    seq: int
    subject: int = 0


@dataclass(frozen=True)
class Turn:
    """The locked room, the actor (whose seat still exists), and the check that every command must make."""

    session: AtelierSession
    actor: Actor
    seat: Participant | None
    """The seat of a participant; None for everybody else."""

    def author(self) -> Participant:
        """The participant who acts. Call it after `check`, which refuses everybody else."""
        assert self.seat is not None, "only participants are allowed this"
        return self.seat

    def check_seen(self, seen: str | None, now: object, otherwise: str) -> None:
        """Raises Stale unless the button or the form was drawn for the present state.

        `seen` is the state that it was drawn for (docs/decisions/0021-what-a-button-was-drawn-for.md). With None
        nothing is checked: the page is older than this rule, or a script made the request.
        """
        if seen is not None and seen != str(now):
            raise Stale(otherwise)

    def check(self, action: Action, *, owns: bool = False) -> None:
        """Raises Refused unless the actor may do this, in this step, now."""
        step = self.session.current_step
        assert step is not None, "a séance always has a current step"
        reason = refusal(
            action,
            role=self.actor.role,
            status=self.session.status,
            step=replace(step.kind, name=step.name),
            owns=owns,
        )
        if reason:
            raise Refused(reason)


def command(
    body: Callable[Concatenate[Turn, P], Change | Unchanged],
) -> Callable[Concatenate[Actor, UUID, P], Answer]:
    """Turns a function of a turn into a command of an actor and an operation id.

    The command raises Refused, NotHere or OperationReused, or Busy when too many others wait. It then changes nothing.
    """

    @wraps(body)
    def perform(actor: Actor, operation: UUID, /, *args: P.args, **kwargs: P.kwargs) -> Answer:
        asked = {name: value for name, value in kwargs.items() if name not in CIRCUMSTANCES}
        fingerprint = operation_fingerprint(
            body.__name__, actor.session_id, actor.label, args, asked
        )
        try:
            with _one_writer() as committed, change_of_referentiel():
                # The next writer starts before the announcement.
                transaction.on_commit(committed, robust=True)
                session = journal.take_turn(actor.session_id)
                _answered_before(operation, fingerprint)
                change = body(Turn(session, actor, _still_seated(actor)), *args, **kwargs)
                return _conclude(session, actor, operation, fingerprint, change)
        except _AlreadyAnswered as earlier:
            return earlier.answer

    return perform


@contextmanager
def _one_writer() -> Iterator[Callable[[], None]]:
    """On SQLite, the writers of this process queue here. Yields the function that lets the next one in. May raise Busy.

    SQLite has one writer at a time. The others sleep and try again, each time for longer. When everybody in a hall
    took a seat at once, some people waited 13 s, while the database was idle half of the time.
    """
    holds = connection.vendor == "sqlite"
    if holds:
        WRITING.enter()

    def release() -> None:
        nonlocal holds
        if holds:
            holds = False
            WRITING.leave()

    try:
        yield release
    finally:
        release()


class _AlreadyAnswered(Exception):
    """Ends the transaction of a repeated operation, so that its sequence number is not used up."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer


def _answered_before(operation: UUID, fingerprint: str) -> None:
    known = _operation.first(operation)
    if known is None:
        return
    if known.fingerprint != fingerprint:
        raise OperationReused
    raise _AlreadyAnswered(Answer(**known.answer))


def _still_seated(actor: Actor) -> Participant | None:
    """Looks the seat up again: somebody may have removed it before this turn got the lock."""
    if actor.role is not Role.PARTICIPANT:
        return None
    seat = _seat.first(actor.id)
    if seat is None:
        raise Refused(_("Vous n’avez plus de place dans cette séance."))
    return seat


def _conclude(
    session: AtelierSession,
    actor: Actor,
    operation: UUID,
    fingerprint: str,
    change: Change | Unchanged,
) -> Answer:
    if isinstance(change, Change):
        _tell(session, actor, change)
    else:
        journal.give_back_turn(session)
    answer = Answer(seq=session.last_seq, subject=change.subject)
    _insert_operation(
        Operation(pk=operation, session=session, fingerprint=fingerprint, answer=asdict(answer))
    )
    return answer


def _tell(session: AtelierSession, actor: Actor, change: Change) -> None:
    """Writes the entry of the journal, and the revision where contents changed."""
    entry = journal.record(
        session,
        event=change.event,
        noun=change.noun,
        subject=change.subject,
        particulars=change.particulars,
        actor=None if change.secret else actor,
        mine=change.mine,
    )
    if change.revised:
        _insert_revision(Revision(entry=entry, **vars(change.revised)))


def operation_fingerprint(*facts: Any) -> str:
    """A fingerprint of the request: another body with the same operation id has another fingerprint."""
    # With a key: whoever has a copy of the database could guess a confidential ballot from a plain hash.
    body = json.dumps(facts, sort_keys=True, default=str)
    return salted_hmac("sessions.operation", body, algorithm="sha256").hexdigest()
