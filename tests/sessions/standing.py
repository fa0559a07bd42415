"""Rooms in the middle of their séance, made once for a whole module instead of once a test.

Each test has a copy of what it finds, and what it changes is undone: its transaction lies within that of the module.
A module with hundreds of tests of one room takes these fixtures in place of those of `conftest.py`, by their names.
None of its tests may ask for transactions of its own.
"""

from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from referentiel.commands.load import DIRECTORY, SECTIONS, LoadReport, load_row, read_rows
from tests.factories import make_facilitator, make_room
from tests.sessions.world import World, build_world


def load_stakes() -> None:
    """Loads the stakes without the rest of the référentiel, which takes a while to load."""
    section = SECTIONS[0]
    for row in read_rows(DIRECTORY / section.file):
        load_row(section, row, LoadReport(), overwrite=False)


def make_elsewhere() -> World:
    """Makes Denis's room, with the same of everything under other ids."""
    room = make_room(make_facilitator("denis@exemple.fr"), title="Une autre séance")
    return build_world(room, room.seat("Bruno", "Malaunay"), room.seat("Claire", "Le Mené"))


@pytest.fixture(scope="module")
def kept(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A transaction that holds what the module makes, and ends with it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def standing(kept: None) -> World:
    """Alice's room, at the vote."""
    load_stakes()
    room = make_room(make_facilitator("alice@exemple.fr"))
    return build_world(room, room.seat("Bob", "Malaunay"), room.seat("Chloé", "Le Mené"))


@pytest.fixture
def world(standing: World, db: None) -> World:
    """A copy of Alice's room."""
    return deepcopy(standing)


@pytest.fixture
def elsewhere(standing_elsewhere: World, db: None) -> World:
    """A copy of Denis's room; the module says how `standing_elsewhere` is made."""
    return deepcopy(standing_elsewhere)
