"""Rooms further on in their séance, and nothing remembered from the test before."""

from collections.abc import Iterator

import pytest

from sessions.fragments import boards
from tests.factories import Person, Room
from tests.sessions.standing import load_stakes
from tests.sessions.world import World, build_world


@pytest.fixture(autouse=True)
def _forgotten_boards() -> Iterator[None]:
    """A rolled-back SQLite gives the same ids and numbers again, to other rooms."""
    boards._boards.clear()
    yield
    boards._boards.clear()


@pytest.fixture
def four_stakes(db: None) -> None:
    """The stakes without the rest of the référentiel, which takes a while to load."""
    load_stakes()


@pytest.fixture
def world(four_stakes: None, room: Room, bob: Person, chloe: Person) -> World:
    """Alice's room, at the vote."""
    return build_world(room, bob, chloe)


@pytest.fixture
def elsewhere(four_stakes: None, other_room: Room) -> World:
    """Denis's room, with the same of everything under other ids."""
    bob, chloe = other_room.seat("Bruno", "Malaunay"), other_room.seat("Claire", "Le Mené")
    return build_world(other_room, bob, chloe)
