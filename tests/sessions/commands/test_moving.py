"""Somebody who sat down with the wrong territory."""

from uuid import uuid4

import pytest

from referentiel.commands.territories import add_territory
from referentiel.models import Territory
from sessions.actor import Actor
from sessions.commands import participants, polls, readings
from sessions.commands.base import Refused
from sessions.models import Ballot, Facilitator, JournalEntry, Participant, TrajectoryCard
from sessions.queries.cards import card_views
from tests.factories import Person, Room, make_room
from tests.sessions.world import World, everything, touched_by

READ: dict[str, readings.Tag] = {"value": {"intensity": 2, "reason": ""}}


def move(by: Actor, person: Person, territory: str) -> list[str]:
    """To the territory of this name; returns the fragments that are drawn again."""
    known = Territory.objects.get(name=territory).pk
    answer = participants.move_participant(by, uuid4(), person.seat.pk, territory=known)
    return touched_by(JournalEntry.objects.get(session_id=by.session_id, seq=answer.seq))


def test_cards_stay_where_they_were_told_and_the_next_ones_follow(
    room: Room, bob: Person, chloe: Person
) -> None:
    room.go_to("recits")
    before = room.post(bob)
    assert move(room.leader, bob, "Le Mené") == [
        "discussion",
        "gaps",
        "heatmap",
        f"person-{bob.seat.pk}",
        f"seat-{bob.seat.pk}",
        "tables",
        "territories-count",
        "voices",
    ]
    after = room.post(bob)
    territories = [
        TrajectoryCard.objects.get(pk=card.pk).territory.name for card in (before, after)
    ]
    assert territories == ["Malaunay", "Le Mené"]


def test_readings_follow_their_reader(world: World) -> None:
    """Chloé read Bob's card as a peer; she turns out to be of those who tell it."""
    assert f"card-{world.card.pk}" in move(world.room.leader, world.chloe, "Malaunay")
    (card,) = card_views(world.room.session, ids=[world.card.pk])
    (summary,) = card.readings
    assert (summary.own, summary.peers) == (3.0, None)


def test_ballot_keeps_its_territory_until_its_voter_votes_again(world: World) -> None:
    dots = {world.proposal.pk: 2}
    polls.cast_ballot(world.bob.actor, uuid4(), world.poll.pk, choices=dots)
    move(world.room.leader, world.bob, "Le Mené")
    assert Ballot.objects.get().territory.name == "Malaunay"
    polls.cast_ballot(world.bob.actor, uuid4(), world.poll.pk, choices=dots)
    assert Ballot.objects.get().territory.name == "Le Mené"


def test_people_move_themselves_on_arriving_and_not_later(room: Room, bob: Person) -> None:
    move(bob.actor, bob, "Le Mené")
    assert Participant.objects.get(pk=bob.seat.pk).territory.name == "Le Mené"
    room.go_to("recits")
    with pytest.raises(Refused, match="ne le permet pas"):
        move(bob.actor, bob, "Malaunay")


def test_nobody_moves_somebody_else(room: Room, bob: Person, chloe: Person) -> None:
    before = everything()
    with pytest.raises(Refused):
        move(chloe.actor, bob, "Le Mené")
    assert everything() == before


def test_nobody_moves_to_a_territory_of_elsewhere(room: Room, bob: Person) -> None:
    add_territory(name="Eybens")
    before = everything()
    with pytest.raises(Refused, match="territoire de cette séance"):
        move(room.leader, bob, "Eybens")
    assert everything() == before


@pytest.mark.usefixtures("four_stakes")
def test_without_names_nobody_moves_once_a_reading_would_move_along(alice: Facilitator) -> None:
    """A gap that moves with a person would tell what that person read; so would a rule for readers only."""
    room = make_room(alice, secrecy="anonymous")
    bob, chloe = room.seat("Bob", "Malaunay"), room.seat("Chloé", "Le Mené")
    room.go_to("recits")
    card = room.post(bob)
    fragments = move(room.leader, chloe, "Malaunay")
    assert not [fragment for fragment in fragments if fragment.startswith("card-")]
    room.go_to("lecture")
    readings.read_card(chloe.actor, uuid4(), card.pk, tags=READ)
    before = everything()
    for person in (bob, chloe):
        with pytest.raises(Refused, match="qui a lu quoi"):
            move(room.leader, person, "Le Mené")
    assert everything() == before
