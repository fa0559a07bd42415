"""The named cast. Alice leads the room; Bob and Chloé sit in it, for two territories; Denis leads another."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from referentiel.commands.load import load_referentiel
from sessions import devices
from sessions.models import Facilitator
from tests.factories import Person, Room, make_facilitator, make_room

# How fast an example is says how busy the machine is: a property holds or does not, at any speed.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def _forgotten_guesses() -> Iterator[None]:
    """A rolled-back SQLite gives the same ids again, to other accounts."""
    yield
    for pace in (devices.OF_STRANGERS, devices.OF_DEVICES, devices.OF_NOBODY):
        pace._buckets.clear()


@pytest.fixture
def stakes(db: None) -> None:
    """The starting référentiel, with the four stakes."""
    load_referentiel()


@pytest.fixture
def alice(db: None) -> Facilitator:
    """Leads `room`."""
    return make_facilitator("alice@exemple.fr")


@pytest.fixture
def denis(db: None) -> Facilitator:
    """Leads `other_room`, and has no access to Alice's."""
    return make_facilitator("denis@exemple.fr")


@pytest.fixture
def room(alice: Facilitator) -> Room:
    """An open séance at the step « Accueil », with Malaunay and Le Mené."""
    return make_room(alice)


@pytest.fixture
def other_room(denis: Facilitator) -> Room:
    """Somebody else's open séance, with the same territories."""
    return make_room(denis, title="Une autre séance")


@pytest.fixture
def bob(room: Room) -> Person:
    """Sits for Malaunay."""
    return room.seat("Bob", "Malaunay")


@pytest.fixture
def chloe(room: Room) -> Person:
    """Sits for Le Mené."""
    return room.seat("Chloé", "Le Mené")
