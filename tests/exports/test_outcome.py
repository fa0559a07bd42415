"""Reading a whole séance."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sessions.commands import readings
from sessions.exports.outcome import read_outcome
from sessions.models import AtelierSession, Facilitator
from tests.exports.worlds import World
from tests.factories import Room, make_room


def fill(room: Room, number: int) -> None:
    """So many people, cards, readings and balises."""
    people = [room.seat(f"Personne {place}", "Malaunay") for place in range(number)]
    room.go_to("recits")
    cards = [room.post(person, "Carte", moment="2014") for person in people]
    room.go_to("lecture")
    tags = {"value": readings.Tag(intensity=2, reason="Raison")}
    for person, card in zip(people, cards, strict=True):
        readings.read_card(person.actor, uuid4(), card.pk, tags=tags)
    room.go_to("emergence")
    for person, card in zip(people, cards, strict=True):
        room.propose(person, card)


def queries_to_read(code: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        read_outcome(code)
    return len(captured)


@pytest.mark.parametrize("secrecy", ["named", "anonymous"])
def test_read_outcome_asks_as_much_for_10_cards_as_for_100(
    stakes: None, alice: Facilitator, secrecy: str
) -> None:
    small, large = make_room(alice, secrecy=secrecy), make_room(alice, secrecy=secrecy)
    fill(small, 10)
    fill(large, 100)
    assert queries_to_read(small.session.code) == queries_to_read(large.session.code)


def test_read_outcome_of_an_unknown_code_says_so(db: None) -> None:
    with pytest.raises(AtelierSession.DoesNotExist):
        read_outcome("ZZZZZZZZ")


def test_outcome_holds_nothing_of_another_session(named: World, other_room: Room) -> None:
    stranger = other_room.seat("Étranger", "Malaunay")
    other_room.go_to("recits")
    other_room.post(stranger, "Carte d’ailleurs")
    outcome = read_outcome(named.code)
    assert "Carte d’ailleurs" not in {card.title for card in outcome.cards}
    assert "Étranger" not in {person.name for person in outcome.participants}
    assert len(read_outcome(other_room.session.code).cards) == 1


def test_cards_stand_in_the_order_of_their_frise(named: World) -> None:
    outcome = read_outcome(named.code)
    malaunay = named.cards["mine"].territory_id
    titles = [card.title for card in outcome.cards if card.territory == malaunay]
    assert titles == ["La mine ferme", "=HYPERLINK(0)", "Vivre <b>mieux</b>"]


def test_territory_taken_out_of_the_session_still_has_its_name(named: World) -> None:
    named.room.session.territories.remove(named.cards["mine"].territory)
    names = {territory.name for territory in read_outcome(named.code).territories}
    assert names == {"Malaunay", "Le Mené"}
