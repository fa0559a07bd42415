"""A card read by those who tell it and by their peers."""

from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sessions.commands import readings
from sessions.gaps import GAP
from sessions.models import AtelierSession, Participant, StakeReading, TrajectoryCard
from sessions.queries.cards import StakeSummary, card_views, double_reading
from sessions.queries.stakes import known_stakes
from tests.factories import Person, Room
from tests.sessions.world import World

KEYS = ("engagement", "cooperation", "integration", "value")
TAGS = st.dictionaries(st.sampled_from(KEYS), st.integers(1, 3), min_size=1)
CROWD = st.lists(st.tuples(st.booleans(), TAGS), max_size=8)


@pytest.fixture
def told(four_stakes: None, room: Room, bob: Person) -> TrajectoryCard:
    """Bob's card, at the step of its reading."""
    room.go_to("recits")
    card = room.post(bob)
    room.go_to("lecture")
    return card


def read(person: Person, card: TrajectoryCard, **intensities: int) -> None:
    """Somebody's whole reading of a card."""
    tags: dict[str, readings.Tag] = {
        key: {"intensity": number, "reason": f"{person.seat.name} : {key}"}
        for key, number in intensities.items()
    }
    readings.read_card(person.actor, uuid4(), card.pk, tags=tags)


def summary(card: TrajectoryCard, stake: str) -> StakeSummary:
    """How one stake is seen in a card."""
    found = card_views(AtelierSession.objects.get(pk=card.session_id), ids=[card.pk])[0]
    return next(summary for summary in found.readings if summary.stake.key == stake)


def test_card_that_nobody_read_has_no_reading(told: TrajectoryCard) -> None:
    assert card_views(told.session)[0].readings == []


def test_each_side_is_a_mean_over_those_of_it_who_read(
    told: TrajectoryCard, room: Room, bob: Person, chloe: Person
) -> None:
    own, peer = room.seat("Odile", "Malaunay"), room.seat("Pierre", "Le Mené")
    read(bob, told, value=3)
    read(own, told, cooperation=2)
    read(chloe, told, value=1, cooperation=3)
    read(peer, told, value=2)
    value, cooperation = summary(told, "value"), summary(told, "cooperation")
    # Odile read the card without seeing value in it: she counts as a zero.
    assert (value.own, value.peers, value.count) == (1.5, 1.5, 3)
    assert (cooperation.own, cooperation.peers, cooperation.count) == (1.0, 1.5, 2)
    assert not value.gap


def test_one_side_alone_makes_no_gap(told: TrajectoryCard, chloe: Person) -> None:
    read(chloe, told, value=3)
    found = summary(told, "value")
    assert (found.own, found.peers, found.gap) == (None, 3.0, False)


@pytest.mark.parametrize(("own", "peers", "gap"), [(3, 1, True), (3, 2, True), (2, 2, False)])
def test_readings_a_whole_step_apart_are_a_gap(
    told: TrajectoryCard, bob: Person, chloe: Person, own: int, peers: int, gap: bool
) -> None:
    read(bob, told, value=own)
    read(chloe, told, value=peers)
    assert summary(told, "value").gap is gap


def test_reasons_tell_their_side_and_their_reader(
    told: TrajectoryCard, bob: Person, chloe: Person
) -> None:
    read(bob, told, value=1)
    read(chloe, told, value=2)
    reasons = summary(told, "value").reasons
    assert {(reason.side, reason.reader, reason.text) for reason in reasons} == {
        ("own", "Bob", "Bob : value"),
        ("peers", "Chloé", "Chloé : value"),
    }


def test_readings_stand_in_the_order_of_the_stakes(told: TrajectoryCard, chloe: Person) -> None:
    read(chloe, told, value=1, engagement=1, integration=1, cooperation=1)
    found = card_views(told.session)[0].readings
    assert [reading.stake.key for reading in found] == list(KEYS)


@given(crowd=CROWD)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_double_reading_is_within_its_bounds(
    world: World, crowd: list[tuple[bool, dict[str, int]]]
) -> None:
    card, known = world.card, known_stakes(world.room.session)
    StakeReading.objects.filter(card=card).delete()
    Participant.objects.filter(name="foule").delete()
    for rank, (is_own, tags) in enumerate(crowd):
        side = world.bob if is_own else world.chloe
        reader = Participant.objects.create(
            session=card.session,
            territory=side.seat.territory,
            name="foule",
            seat_fingerprint=f"{rank}-{uuid4()}",
        )
        for stake, intensity in tags.items():
            StakeReading.objects.create(
                card=card, reader=reader, stake_id=stake, intensity=intensity
            )
    fresh = TrajectoryCard.objects.get(pk=card.pk)
    found = {
        line.stake.key: line
        for line in double_reading(fresh, list(fresh.readings.all()), known, named=False)
    }
    assert set(found) == {stake for _, tags in crowd for stake in tags}
    for stake, line in found.items():
        for is_own, mean in ((True, line.own), (False, line.peers)):
            side_tags = [tags for own, tags in crowd if own is is_own]
            if not side_tags:
                assert mean is None
            else:
                assert mean is not None
                assert 0 <= mean <= 3
                exact = sum(tags.get(stake, 0) for tags in side_tags) / len(side_tags)
                assert abs(mean - exact) <= 0.05 + 1e-9
        both = line.own is not None and line.peers is not None
        assert line.gap == (both and abs((line.own or 0) - (line.peers or 0)) >= GAP)
        assert all(reason.reader == "" for reason in line.reasons)
