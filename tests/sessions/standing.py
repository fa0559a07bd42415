"""Copies of the rooms that stand for a whole module, in place of the fixtures of the same names in `conftest.py`.

A module with hundreds of tests of one room takes them: the room is made once, and each test has a copy. What a test
changes is undone, since its transaction lies within that of the module. So no such test may ask for transactions of its
own.
"""

from copy import deepcopy

import pytest

from tests.sessions.world import World


@pytest.fixture
def world(standing: World, db: None) -> World:
    """A copy of Alice's room."""
    return deepcopy(standing)


@pytest.fixture
def elsewhere(standing_elsewhere: World, db: None) -> World:
    """A copy of Denis's room."""
    return deepcopy(standing_elsewhere)
