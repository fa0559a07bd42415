"""The journal under a crowd: no gap, no double, nobody misses anything."""

from collections.abc import Callable
from functools import partial
from threading import Event
from uuid import uuid4

import pytest

from sessions.commands import cards, sessions, steps
from sessions.commands.base import Answer, Refused
from sessions.gate import Busy
from sessions.models import AtelierSession, JournalEntry, TrajectoryCard
from sessions.models.event import Immutable
from sessions.queries.room import entries_since
from tests.crowds import at_once
from tests.factories import Person, Room

THREADS, COMMANDS = 8, 25


@pytest.mark.django_db(transaction=True)
def test_journal_of_eight_crowds_has_no_gap_and_no_double(room: Room) -> None:
    people = crowd(room)
    before = head(room)
    taken = [seq for found in at_once(people, threads=THREADS) for seq in found]
    assert sorted(taken) == list(range(before + 1, before + len(taken) + 1))
    entries = entries_since(room.session.pk, before)
    assert [entry.seq for entry in entries] == sorted(taken)
    assert head(room) == entries[-1].seq
    assert TrajectoryCard.objects.filter(session=room.session).count() == len(taken)


@pytest.mark.django_db(transaction=True)
def test_journal_is_in_the_order_of_the_commits(room: Room) -> None:
    people = crowd(room)
    before = head(room)
    at_once(people, threads=THREADS)
    entries = entries_since(room.session.pk, before)
    posted = [entry.subject for entry in entries]
    # Each command inserts its card inside its turn, so the rows are as old as the turns.
    assert posted == sorted(posted)


@pytest.mark.django_db(transaction=True)
def test_reader_that_asks_since_its_number_all_along_misses_nothing(room: Room) -> None:
    people = crowd(room)
    before = head(room)
    finished = Event()
    read: list[int] = []

    def follow() -> list[int]:
        while True:
            was_finished = finished.is_set()
            since = read[-1] if read else before
            read.extend(entry.seq for entry in entries_since(room.session.pk, since))
            if was_finished:
                return read

    def crowd_then_finish() -> list[int]:
        try:
            return [seq for found in at_once(people, threads=THREADS) for seq in found]
        finally:
            finished.set()

    _, taken = at_once([follow, crowd_then_finish])
    assert read == sorted(taken)


@pytest.mark.django_db(transaction=True)
def test_refused_command_gives_its_number_back(room: Room, bob: Person) -> None:
    before = head(room)
    with pytest.raises(Refused):
        cards.post_card(bob.actor, uuid4(), kind="etape", title="Trop tôt")
    assert head(room) == before
    assert not entries_since(room.session.pk, before)


@pytest.mark.django_db(transaction=True)
def test_two_rooms_count_apart(room: Room, other_room: Room) -> None:
    before = head(room), head(other_room)
    at_once(
        step_opener(one, step)
        for one in (room, other_room)
        for step in ("recits", "lecture", "emergence", "vote")
    )
    assert (head(room), head(other_room)) == (before[0] + 4, before[1] + 4)
    for one, start in zip((room, other_room), before, strict=True):
        seqs = [entry.seq for entry in entries_since(one.session.pk, start)]
        assert seqs == list(range(start + 1, start + 5))


@pytest.mark.django_db
def test_entry_cannot_be_rewritten(room: Room) -> None:
    entry = JournalEntry.objects.filter(session=room.session).latest("seq")
    entry.event = "something_else"
    with pytest.raises(Immutable):
        entry.save()
    with pytest.raises(Immutable):
        JournalEntry.objects.filter(pk=entry.pk).update(event="something_else")
    entry.refresh_from_db()
    assert entry.event != "something_else"


@pytest.mark.django_db
def test_entry_cannot_be_deleted(room: Room) -> None:
    entry = JournalEntry.objects.filter(session=room.session).latest("seq")
    with pytest.raises(Immutable):
        entry.delete()
    with pytest.raises(Immutable):
        JournalEntry.objects.filter(pk=entry.pk).delete()
    assert JournalEntry.objects.filter(pk=entry.pk).exists()


def head(room: Room) -> int:
    return AtelierSession.objects.get(pk=room.session.pk).last_seq


def crowd(room: Room) -> list[Callable[[], list[int]]]:
    """A person a thread, with so many commands each; every fifth is refused, and rolled back."""
    room.go_to("recits")
    people = [room.seat(f"Personne {number}") for number in range(THREADS)]

    def busy(person: Person) -> list[int]:
        taken = []
        for number in range(COMMANDS):
            if number % 5 == 4:
                refused(person)
            else:
                taken.append(post(person, number).seq)
        return taken

    def post(person: Person, number: int) -> Answer:
        """As a page does: told to come back, it sends the same operation again."""
        operation, title = uuid4(), f"{person.seat.name} {number}"
        while True:
            try:
                return cards.post_card(person.actor, operation, kind="etape", title=title)
            except Busy:
                continue

    def refused(person: Person) -> None:
        with pytest.raises(Refused):
            sessions.close_session(person.actor, uuid4())

    return [partial(busy, person) for person in people]


def step_opener(room: Room, kind: str) -> Callable[[], Answer]:
    step = room.session.steps.get(kind_key=kind).pk
    return lambda: steps.open_step(room.leader, uuid4(), step)
