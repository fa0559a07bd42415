"""A territory's trajectory becomes public, with its agreement, and without what secrecy keeps back."""

from datetime import date
from uuid import uuid4

import pytest

from referentiel.models import HistoryEntry, PublishedCard, PublishedTrajectory
from sessions.commands import cards, readings, sessions
from sessions.commands.base import Answer, NotHere, Refused, Stale
from sessions.commands.trajectories import publish_trajectory, told_by
from sessions.models import Facilitator
from sessions.queries.trajectories import trajectory_mark
from tests.factories import Person, Room, make_room
from tests.sessions.world import World


def publish(room: Room, territory: int, *, by: str = "La maire", seen: str | None = None) -> Answer:
    return publish_trajectory(
        room.leader,
        uuid4(),
        territory=territory,
        agreed_by=by,
        agreed_on=date(2026, 11, 24),
        seen=seen,
    )


def close(world: World) -> None:
    sessions.close_session(world.room.leader, uuid4())


def test_visible_cards_become_public_with_their_readings(world: World) -> None:
    cards.show_or_hide_card(world.room.leader, uuid4(), world.cited.pk, hidden=True)
    close(world)
    publish(world.room, world.card.territory_id)
    card = PublishedCard.objects.get()
    assert (card.title, card.moment, card.kind, card.kind_label) == (
        "Le terril", "1986", "etape", "Étape",
    )  # fmt: skip
    assert card.readings == [
        {"stake": "value", "title": "Valeur", "own": None, "peers": 3.0, "gap": False}
    ]
    assert (card.told_in, card.told_on) == ("Séance d’essai", date(2026, 11, 23))


def test_no_name_becomes_public(world: World) -> None:
    close(world)
    publish(world.room, world.card.territory_id)
    kept = [*PublishedCard.objects.values(), *PublishedTrajectory.objects.values()]
    assert "Bob" not in str(kept)
    assert "Chloé" not in str(kept)
    assert "La maire" not in str(list(HistoryEntry.objects.values()))


def test_trajectory_outlives_its_session(world: World) -> None:
    close(world)
    publish(world.room, world.card.territory_id)
    before = list(PublishedCard.objects.values())
    sessions.delete_session(world.room.session.pk)
    assert list(PublishedCard.objects.values()) == before


def test_published_twice_it_is_one_and_the_journal_says_it_once(world: World) -> None:
    close(world)
    first = publish(world.room, world.card.territory_id)
    second = publish(world.room, world.card.territory_id, by="Le bureau")
    assert second.seq == first.seq
    assert PublishedTrajectory.objects.get().agreed_by == "La maire"


def test_open_session_publishes_nothing(world: World) -> None:
    with pytest.raises(Refused):
        publish(world.room, world.card.territory_id)


def test_territory_without_a_card_publishes_nothing(room: Room) -> None:
    sessions.close_session(room.leader, uuid4())
    territory = room.session.territories.first()
    assert territory is not None
    with pytest.raises(Refused, match="rien à publier"):
        publish(room, territory.pk)


def test_territory_of_another_session_is_not_here(world: World) -> None:
    close(world)
    with pytest.raises(NotHere):
        publish(world.room, 10**9)


def test_cards_that_changed_since_the_page_was_drawn_are_not_published(world: World) -> None:
    mark = trajectory_mark(told_by(world.room.session, world.card.territory).cards)
    cards.edit_card(world.room.leader, uuid4(), world.card.pk, kind="appui", title="Changé")
    close(world)
    with pytest.raises(Stale):
        publish(world.room, world.card.territory_id, seen=mark)
    assert not PublishedTrajectory.objects.exists()


@pytest.mark.usefixtures("four_stakes")
@pytest.mark.parametrize(("readers", "shown"), [(4, None), (5, 2.0)])
def test_without_names_a_mean_of_few_readers_is_not_told(
    alice: Facilitator, readers: int, shown: float | None
) -> None:
    room = make_room(alice, secrecy="anonymous")
    bob = room.seat("Bob", "Malaunay")
    peers: list[Person] = [room.seat(f"Pair {n}", "Le Mené") for n in range(readers)]
    room.go_to("recits")
    card = room.post(bob, "Le terril")
    room.go_to("lecture")
    tags: dict[str, readings.Tag] = {"value": {"intensity": 2, "reason": ""}}
    for peer in peers:
        readings.read_card(peer.actor, uuid4(), card.pk, tags=tags)
    readings.read_card(bob.actor, uuid4(), card.pk, tags=tags)
    sessions.close_session(room.leader, uuid4())
    publish(room, card.territory_id)
    found = PublishedCard.objects.get().readings
    assert [one["peers"] for one in found] == ([shown] if shown else [])
    assert [one["own"] for one in found] == ([None] if shown else [])
