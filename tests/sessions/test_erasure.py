"""An erased person leaves no trace (invariant I19): their name is searched for wherever it could be."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Model
from django.test import Client

from sessions.audience import AUDIENCES, PARTICIPANTS
from sessions.commands import participants, sessions
from sessions.commands.base import Refused
from sessions.fragments.boards import render_board
from sessions.live.catch_up import catch_up, missed_since
from sessions.models import AtelierSession, Facilitator, JournalEntry, Participant
from tests.exports.test_secrecy import texts
from tests.exports.worlds import hold_session
from tests.factories import Person, Room, make_room
from tests.sessions.world import touched_by

BOB, GASTON, CHLOE = "Sentinelle-Bob", "Sentinelle-Gaston", "Sentinelle-Chloé"
"""Gaston's seat was taken away before; Chloé stays."""


@pytest.fixture(params=["named", "anonymous"])
def room(stakes: None, alice: Facilitator, request: pytest.FixtureRequest) -> Room:
    """A whole séance, to its revealed vote."""
    return hold_session(make_room(alice, secrecy=request.param)).room


def erase(room: Room, name: str) -> JournalEntry:
    """By the facilitator; returns the entry."""
    person = room.people[name]
    answer = participants.erase_participant(room.leader, uuid4(), person.seat.pk)
    return JournalEntry.objects.get(session=room.session, seq=answer.seq)


def rows() -> Iterator[str]:
    """Every row of every table of the site, Django's own among them."""
    for model in apps.get_models(include_auto_created=True):
        for row in model._default_manager.values():
            yield f"{model._meta.label} {row}"


def pages(room: Room) -> Iterator[str]:
    """What the facilitator, Chloé and a screen get, fresh and since the beginning; and the exports."""
    code, leader, chloe = room.session.code, room.leader_browser(), room.people[CHLOE].browser()
    for path in ("animation/", "ecran/", "preparation/", "presences/"):
        yield leader.get(f"/s/{code}/{path}").content.decode()
    yield chloe.get(f"/s/{code}/").content.decode()
    yield Client().get(f"/s/{code}/rejoindre/").content.decode()
    session = AtelierSession.objects.select_related("current_step").get(pk=room.session.pk)
    for audience in AUDIENCES:
        yield render_board(session, audience)
        for since in range(session.last_seq):
            yield catch_up(session.pk, since, audience).text
    yield from texts(code).values()


def found(name: str, where: Iterator[str]) -> list[str]:
    """What holds the name, cut short."""
    return [text[:80] for text in where if name in text]


@pytest.mark.parametrize("name", [BOB, GASTON])
def test_erased_name_is_nowhere(room: Room, name: str) -> None:
    assert found(name, rows())
    assert found(name, pages(room))
    erase(room, name)
    assert found(name, rows()) == []
    assert found(name, pages(room)) == []
    assert found(CHLOE, pages(room))


@pytest.mark.django_db(transaction=True)
def test_erased_name_leaves_no_bytes_in_the_file(alice: Facilitator) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps old rows until VACUUM: docs/privacy.md")
    room = make_room(alice)
    room.seat(BOB)
    erase(room, BOB)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("PRAGMA database_list")
        path = Path(cursor.fetchone()[2])
    assert "Séance d’essai".encode() in path.read_bytes()
    for file in path.parent.glob(f"{path.name}*"):
        assert BOB.encode() not in file.read_bytes(), file


def test_contributions_and_journal_stay(room: Room) -> None:
    before = list(JournalEntry.objects.values())
    counted = [model._default_manager.count() for model in contributions()]
    erase(room, BOB)
    assert list(JournalEntry.objects.values())[:-1] == before
    assert [model._default_manager.count() for model in contributions()] == counted
    assert "La mine ferme" in render_board(room.session, PARTICIPANTS)


def contributions() -> list[type[Model]]:
    """What people bring."""
    names = ("TrajectoryCard", "StakeReading", "Proposal", "Support", "Ballot", "Participant")
    return [apps.get_model("ateliers", name) for name in names]


def test_without_names_the_journal_does_not_tell_whose_pieces_they_were(room: Room) -> None:
    fragments = touched_by(erase(room, BOB))
    pieces = [one for one in fragments if one.startswith(("card-", "proposal-"))]
    assert bool(pieces) is not AtelierSession.objects.get().is_anonymous


def test_pages_of_the_erased_are_closed(room: Room) -> None:
    entry, bob = erase(room, BOB), room.people[BOB]
    assert missed_since(room.session.pk, entry.seq - 1).removed == {bob.seat.pk}
    assert bob.browser().get(f"/s/{room.session.code}/").status_code == 302
    link = bob.browser().get(f"/s/{room.session.code}/place/{bob.key}/")
    assert link.status_code == 404


def test_erased_once_is_erased(room: Room) -> None:
    """Two facilitators may press at once: the second finds it done, and the journal says it once."""
    erase(room, BOB)
    erase(room, BOB)
    assert room.session.journal.filter(event="participant_erased").count() == 1


def test_people_may_have_themselves_erased_also_after_the_seance(room: Room) -> None:
    sessions.close_session(room.leader, uuid4())
    chloe, bob = room.people[CHLOE], room.people[BOB]
    with pytest.raises(Refused):
        participants.erase_participant(chloe.actor, uuid4(), bob.seat.pk)
    answer = post(bob, bob)
    assert answer == 204
    assert Participant.objects.get(pk=bob.seat.pk).name == ""
    assert post(chloe, bob) == 403


def post(sender: Person, about: Person) -> int:
    """The button in « Ma place »; returns the status."""
    code = sender.seat.session.code
    path = f"/s/{code}/participants/{about.seat.pk}/effacement/"
    return sender.browser().post(path, {"operation": str(uuid4())}).status_code
