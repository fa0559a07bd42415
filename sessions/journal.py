"""The journal: what happened in a séance, in the order in which it happened."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import F

from sessions.actor import Actor
from sessions.live.announce import Mine, announce
from sessions.models import AtelierSession, JournalEntry, Step
from sessions.prepared import Insert, Prepared, UpdateOne

_advance = UpdateOne(AtelierSession, last_seq=F("last_seq") + 1)
_step = Prepared(lambda pk: Step.objects.filter(pk=pk))
_insert = Insert(JournalEntry)


def take_turn(session_id: int) -> AtelierSession:
    """Takes the next sequence number of the session. The row of the session stays locked until the transaction ends.

    A sequence of the database cannot give these numbers: they would become visible out of order (stack fact F13).
    Raises AtelierSession.DoesNotExist.
    """
    session = _advance(session_id)
    if session.current_step_id is not None:
        session.current_step = _step.one(session.current_step_id)
    return session


def give_back_turn(session: AtelierSession) -> None:
    """Gives the number of this turn back, because nothing happened.

    Nobody else has seen the number: this transaction still holds the row lock.
    """
    session.last_seq -= 1
    AtelierSession.objects.filter(pk=session.pk).update(last_seq=session.last_seq)


def begin(
    session: AtelierSession, facts: Iterable[tuple[str, str, int]], *, actor: Actor
) -> list[JournalEntry]:
    """Writes the first entries of a séance that is being prepared: facts of an event, a noun and a subject.

    No page shows the séance yet, so nothing is announced, and no turn is taken.
    """
    entries = [
        JournalEntry(
            session=session, seq=seq, event=event, noun=noun, subject=subject, actor=actor.label
        )
        for seq, (event, noun, subject) in enumerate(facts, start=session.last_seq + 1)
    ]
    JournalEntry.objects.bulk_create(entries)
    session.last_seq += len(entries)
    return entries


def record(
    session: AtelierSession,
    *,
    event: str,
    noun: str,
    subject: int,
    particulars: Mapping[str, Any],
    actor: Actor | None,
    mine: Mine | None = None,
) -> JournalEntry:
    """Writes the entry of this turn, and announces the entry after the commit.

    `mine` is the seat whose own things have changed: the announcement names it, the entry does not.
    """
    entry = JournalEntry(
        session=session,
        seq=session.last_seq,
        event=event,
        noun=noun,
        subject=subject,
        particulars=dict(particulars),
        actor=actor.label if actor else "",
    )
    _insert(entry)
    # robust: an announcement that fails must not turn a saved action into an error (stack fact F3).
    transaction.on_commit(lambda: announce(session.pk, session.last_seq, mine=mine), robust=True)
    return entry
