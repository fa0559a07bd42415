"""Rooms further on in their séance, and nothing remembered from the test before."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from referentiel.commands.load import DIRECTORY, SECTIONS, LoadReport, load_row, read_rows
from sessions.fragments import boards
from tests.factories import Person, Room, make_facilitator, make_room
from tests.sessions.world import World, build_world


@pytest.fixture(autouse=True)
def _forgotten_boards() -> Iterator[None]:
    """A rolled-back SQLite gives the same ids and numbers again, to other rooms."""
    boards._boards.clear()
    yield
    boards._boards.clear()


def load_stakes() -> None:
    """Loads the stakes without the rest of the référentiel, which takes a while to load."""
    section = SECTIONS[0]
    for row in read_rows(DIRECTORY / section.file):
        load_row(section, row, LoadReport(), overwrite=False)


def build_elsewhere(room: Room) -> World:
    """Leads Denis's room to an open vote, with the same of everything under other ids. The stakes must be loaded."""
    return build_world(room, room.seat("Bruno", "Malaunay"), room.seat("Claire", "Le Mené"))


@pytest.fixture
def four_stakes(db: None) -> None:
    """The stakes alone."""
    load_stakes()


@pytest.fixture
def world(four_stakes: None, room: Room, bob: Person, chloe: Person) -> World:
    """Alice's room, at the vote."""
    return build_world(room, bob, chloe)


@pytest.fixture
def elsewhere(four_stakes: None, other_room: Room) -> World:
    """Denis's room, beside Alice's."""
    return build_elsewhere(other_room)


# --- Rooms that stand for a whole module: see standing.py --------------------------------------------


@pytest.fixture(scope="module")
def transaction_of_module(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """A transaction that holds what the module makes; it is rolled back when the module ends."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def standing(transaction_of_module: None) -> World:
    """Alice's room, at the vote."""
    load_stakes()
    room = make_room(make_facilitator("alice@exemple.fr"))
    return build_world(room, room.seat("Bob", "Malaunay"), room.seat("Chloé", "Le Mené"))


@pytest.fixture(scope="module")
def standing_elsewhere(standing: World) -> World:
    """Denis's room, beside Alice's."""
    return build_elsewhere(
        make_room(make_facilitator("denis@exemple.fr"), title="Une autre séance")
    )
