"""Séances held to their end, named and anonymous."""

import pytest

from sessions.models import Facilitator
from tests.exports.worlds import World, hold_session
from tests.factories import make_room


@pytest.fixture
def named(stakes: None, alice: Facilitator) -> World:
    """A named séance, its vote revealed."""
    return hold_session(make_room(alice))


@pytest.fixture
def anonymous(stakes: None, alice: Facilitator) -> World:
    """The same, anonymous."""
    return hold_session(make_room(alice, secrecy="anonymous"))
