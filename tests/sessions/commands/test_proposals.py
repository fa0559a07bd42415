"""What commands do to emerging balises."""

from uuid import uuid4

import pytest

from sessions.commands import proposals
from sessions.commands.base import NotHere, Refused
from sessions.models import Proposal, Support
from tests.sessions.commands.moments import hide_card, hide_proposal
from tests.sessions.world import World, everything


def test_balise_keeps_its_cards_and_its_author_supports_it(world: World) -> None:
    world.room.go_to("emergence")
    pk = world.room.propose(world.chloe, world.card, world.cited, statement="Dire le vrai")
    known = Proposal.objects.get(pk=pk)
    assert (known.statement, known.author) == ("Dire le vrai", world.chloe.seat)
    assert set(known.cards.all()) == {world.card, world.cited}
    assert [support.participant for support in known.supports.all()] == [world.chloe.seat]


def test_support_counts_once_and_can_be_withdrawn(world: World) -> None:
    world.room.go_to("emergence")
    for supported, supporters in ((True, 2), (True, 2), (False, 1), (False, 1)):
        proposals.support_proposal(
            world.chloe.actor, uuid4(), world.proposal.pk, supported=supported
        )
        assert Support.objects.filter(proposal=world.proposal).count() == supporters


def test_reworded_balise_keeps_author_supports_and_hidden_sources(world: World) -> None:
    world.room.go_to("emergence")
    pk = world.room.propose(world.bob, world.card, world.cited, statement="Dire le vrai")
    hide_card(world)
    proposals.edit_proposal(
        world.room.leader, uuid4(), pk, statement="Dire ce qui est", cards=[world.chloes_card.pk]
    )
    known = Proposal.objects.get(pk=pk)
    assert (known.statement, known.author) == ("Dire ce qui est", world.bob.seat)
    assert set(known.cards.all()) == {world.card, world.chloes_card}
    assert known.supports.count() == 1
    assert known.edited_at is not None


@pytest.mark.parametrize("chosen", ["none", "hidden", "elsewhere", "unknown"])
def test_balise_from_cards_that_are_not_there_is_refused(
    world: World, elsewhere: World, chosen: str
) -> None:
    world.room.go_to("emergence")
    hide_card(world)
    good = world.cited.pk
    cards = {
        "none": [],
        "hidden": [good, world.card.pk],
        "elsewhere": [good, elsewhere.card.pk],
        "unknown": [good, 10**9],
    }[chosen]
    before = everything()
    with pytest.raises(Refused):
        proposals.propose(world.bob.actor, uuid4(), statement="Faire", cards=cards)
    with pytest.raises(Refused):
        proposals.edit_proposal(
            world.bob.actor, uuid4(), world.proposal.pk, statement="Faire", cards=cards
        )
    assert everything() == before


def test_hidden_balise_does_not_exist_for_participants(world: World) -> None:
    hide_proposal(world)
    world.room.go_to("emergence")
    with pytest.raises(NotHere):
        proposals.support_proposal(world.chloe.actor, uuid4(), world.proposal.pk, supported=True)
    with pytest.raises(NotHere):
        proposals.edit_proposal(
            world.bob.actor,
            uuid4(),
            world.proposal.pk,
            statement="Faire",
            cards=[world.card.pk],
        )
