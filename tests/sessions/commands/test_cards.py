"""What commands do to cards."""

from uuid import uuid4

import pytest

from sessions.commands import cards
from sessions.commands.base import NotHere, Refused
from sessions.models import StakeReading, TrajectoryCard
from tests.sessions.commands.moments import hide_proposal
from tests.sessions.world import World


def test_card_is_kept_as_it_was_told(world: World) -> None:
    world.room.go_to("recits")
    told = world.room.post(
        world.bob,
        "Le défi des familles",
        kind="bifurcation",
        text="Trente familles.\nUn repas.",
        moment=" 2014 -  2017 ",
        organisation="Association d’habitants",
    )
    assert told.author == world.bob.seat
    assert told.territory == world.bob.seat.territory
    assert (told.kind, told.title) == ("bifurcation", "Le défi des familles")
    assert (told.moment, told.year_from, told.year_to) == ("2014 - 2017", 2014, 2017)
    assert told.text == "Trente familles.\nUn repas."
    assert told.organisation == "Association d’habitants"
    assert not told.is_example
    assert told.hidden_at is None
    assert told.edited_at is None


def test_edited_card_keeps_its_author_territory_and_readings(world: World) -> None:
    world.room.go_to("lecture")
    cards.edit_card(
        world.room.leader, uuid4(), world.card.pk, kind="appui", title="Le regard change"
    )
    known = TrajectoryCard.objects.get(pk=world.card.pk)
    assert (known.kind, known.title, known.moment, known.year_from) == (
        "appui",
        "Le regard change",
        "",
        None,
    )
    assert (known.author, known.territory) == (world.bob.seat, world.bob.seat.territory)
    assert known.edited_at is not None
    assert known.readings.count() == 1


def test_deleted_card_takes_its_readings_along(world: World) -> None:
    world.room.go_to("recits")
    cards.delete_card(world.bob.actor, uuid4(), world.card.pk)
    assert not TrajectoryCard.objects.filter(pk=world.card.pk).exists()
    assert not StakeReading.objects.exists()


def test_card_that_a_balise_comes_from_is_not_deleted(world: World) -> None:
    world.room.go_to("recits")
    with pytest.raises(Refused, match=r"Faire parler d’abord.*vient de cette carte"):
        cards.delete_card(world.bob.actor, uuid4(), world.cited.pk)
    assert world.proposal.cards.get() == world.cited


def test_card_whose_balise_is_hidden_is_not_deleted_either(world: World) -> None:
    hide_proposal(world)
    world.room.go_to("recits")
    with pytest.raises(Refused):
        cards.delete_card(world.bob.actor, uuid4(), world.cited.pk)


def test_hidden_card_comes_back_as_it_was(world: World) -> None:
    before = TrajectoryCard.objects.values().get(pk=world.card.pk)
    for hidden in (True, False):
        cards.show_or_hide_card(world.room.leader, uuid4(), world.card.pk, hidden=hidden)
        known = TrajectoryCard.objects.get(pk=world.card.pk)
        assert (known.hidden_at is not None) is hidden
    assert TrajectoryCard.objects.values().get(pk=world.card.pk) == before
    assert world.card.readings.count() == 1


def test_hidden_card_does_not_exist_for_its_author_but_for_the_facilitator(world: World) -> None:
    cards.show_or_hide_card(world.room.leader, uuid4(), world.card.pk, hidden=True)
    world.room.go_to("recits")
    with pytest.raises(NotHere):
        cards.edit_card(world.bob.actor, uuid4(), world.card.pk, kind="etape", title="Vu ?")
    with pytest.raises(NotHere):
        cards.delete_card(world.bob.actor, uuid4(), world.card.pk)
    cards.edit_card(world.room.leader, uuid4(), world.card.pk, kind="etape", title="Corrigée")
    assert TrajectoryCard.objects.get(pk=world.card.pk).title == "Corrigée"


def test_refusal_quotes_no_balise_that_is_hidden(world: World) -> None:
    hide_proposal(world)
    world.room.go_to("recits")
    with pytest.raises(Refused, match="Une balise vient de cette carte") as refused:
        cards.delete_card(world.bob.actor, uuid4(), world.cited.pk)
    assert world.proposal.statement not in str(refused.value)
