"""I17. The journal is never rewritten, by us or by hand; an undo is a new entry; erasing is of a whole séance."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from sessions.commands import cards, participants
from sessions.models import JournalEntry
from sessions.models.event import Immutable
from tests.factories import Person, Room

pytestmark = pytest.mark.django_db


def entries(room: Room) -> list[Mapping[str, Any]]:
    found = JournalEntry.objects.filter(session=room.session).order_by("seq").values()
    return [*found]


def test_models_refuse_to_change_and_to_delete(room: Room) -> None:
    before = entries(room)
    journal = JournalEntry.objects.filter(session=room.session)
    entry = journal.latest("seq")
    entry.event = "something_else"
    for attempt in (entry.save, entry.delete, journal.delete, lambda: journal.update(event="x")):
        with pytest.raises(Immutable):
            attempt()
    assert entries(room) == before


@pytest.mark.parametrize(
    "column", ["event", "actor", "noun", "subject", "particulars", "seq", "session_id"]
)
def test_database_refuses_to_change(room: Room, column: str) -> None:
    before = entries(room)
    update = f"UPDATE ateliers_journalentry SET {column} = {column}"  # noqa: S608 -- our own words
    with (
        pytest.raises(IntegrityError, match="never rewritten"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(update)
    assert entries(room) == before


def test_undo_is_a_new_entry(room: Room, bob: Person) -> None:
    room.go_to("recits")
    card = room.post(bob)
    before = entries(room)
    cards.show_or_hide_card(room.leader, uuid4(), card.pk, hidden=True)
    cards.show_or_hide_card(room.leader, uuid4(), card.pk, hidden=False)
    after = entries(room)
    assert after[: len(before)] == before
    assert len(after) == len(before) + 2


def test_removing_a_person_and_their_card_leaves_the_journal_as_it_was(
    room: Room, bob: Person
) -> None:
    room.go_to("recits")
    card = room.post(bob)
    before = entries(room)
    cards.delete_card(bob.actor, uuid4(), card.pk)
    participants.remove_participant(room.leader, uuid4(), bob.seat.pk)
    assert entries(room)[: len(before)] == before


def test_whole_seance_can_be_erased(room: Room, other_room: Room) -> None:
    others = entries(other_room)
    erased = room.session.pk
    room.session.delete()
    assert not JournalEntry.objects.filter(session_id=erased).exists()
    assert entries(other_room) == others
