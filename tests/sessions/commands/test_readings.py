"""What the reading of a card keeps."""

from uuid import uuid4

from sessions.commands import readings
from sessions.models import StakeReading
from tests.sessions.world import World


def tags_of(world: World) -> dict[str, tuple[int, str]]:
    """Chloé's tags of Bob's card."""
    mine = StakeReading.objects.filter(card=world.card, reader=world.chloe.seat)
    return {reading.stake_id: (reading.intensity, reading.reason) for reading in mine}


def test_reading_is_the_whole_of_what_its_reader_says(world: World) -> None:
    world.room.go_to("lecture")
    assert tags_of(world) == {"value": (3, "Un emblème.")}
    readings.read_card(
        world.chloe.actor,
        uuid4(),
        world.card.pk,
        tags={
            "value": {"intensity": 1, "reason": ""},
            "engagement": {"intensity": 2, "reason": "Ils sont venus."},
        },
    )
    assert tags_of(world) == {"value": (1, ""), "engagement": (2, "Ils sont venus.")}
    readings.read_card(world.chloe.actor, uuid4(), world.card.pk, tags={})
    assert tags_of(world) == {}


def test_reading_leaves_the_readings_of_others(world: World) -> None:
    world.room.go_to("lecture")
    tags: dict[str, readings.Tag] = {"cooperation": {"intensity": 1, "reason": ""}}
    readings.read_card(world.bob.actor, uuid4(), world.card.pk, tags=tags)
    assert tags_of(world) == {"value": (3, "Un emblème.")}
    assert StakeReading.objects.filter(card=world.card).count() == 2
