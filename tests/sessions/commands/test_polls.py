"""What commands do to a vote."""

from uuid import uuid4

import pytest

from sessions.commands import polls
from sessions.commands.base import Refused
from sessions.models import Ballot, JournalEntry, Poll
from tests.factories import Room, make_facilitator, make_room
from tests.sessions.commands.moments import close_poll, hide_proposal, reveal_poll
from tests.sessions.world import World, build_world, everything, touched_by


def state(world: World) -> str:
    """The state of the vote now."""
    return Poll.objects.get(pk=world.poll.pk).state


@pytest.fixture
def anonymous(four_stakes: None) -> World:
    """A vote in a séance without names."""
    room = make_room(make_facilitator("zoe@exemple.fr"), secrecy="anonymous")
    return build_world(room, room.seat("Bob", "Malaunay"), room.seat("Chloé", "Le Mené"))


def cast(world: World, dots: int) -> None:
    """Bob votes."""
    polls.cast_ballot(world.bob.actor, uuid4(), world.poll.pk, choices={world.proposal.pk: dots})


def test_vote_is_on_the_visible_balises(world: World) -> None:
    reveal_poll(world)
    world.room.go_to("emergence")
    other = world.room.propose(world.bob, world.card)
    hide_proposal(world)
    world.room.go_to("vote")
    assert list(world.room.open_poll().proposals.values_list("pk", flat=True)) == [other]


def test_vote_without_a_visible_balise_is_refused(world: World) -> None:
    reveal_poll(world)
    hide_proposal(world)
    with pytest.raises(Refused, match="pas encore de balise"):
        world.room.open_poll()


@pytest.mark.parametrize("closed", [False, True])
def test_second_vote_before_the_first_is_revealed_is_refused(world: World, closed: bool) -> None:
    if closed:
        close_poll(world)
    with pytest.raises(Refused, match="déjà en cours"):
        world.room.open_poll()
    assert Poll.objects.count() == 1


def test_vote_goes_from_open_to_closed_and_back_then_to_revealed_for_good(world: World) -> None:
    leader, poll = world.room.leader, world.poll.pk
    with pytest.raises(Refused):
        polls.reveal_poll(leader, uuid4(), poll)
    polls.close_poll(leader, uuid4(), poll)
    assert state(world) == "closed"
    polls.reopen_poll(leader, uuid4(), poll)
    assert state(world) == "open"
    assert Poll.objects.get().closed_at is None
    reveal_poll(world)
    assert state(world) == "revealed"
    for again in (polls.close_poll, polls.reopen_poll):
        with pytest.raises(Refused):
            again(leader, uuid4(), poll)
    assert state(world) == "revealed"


def test_last_ballot_of_a_voter_counts(world: World) -> None:
    for dots in (1, 5, 2):
        cast(world, dots)
    ballot = Ballot.objects.get()
    assert ballot.choices == {str(world.proposal.pk): 2}
    assert (ballot.participant, ballot.territory) == (world.bob.seat, world.bob.seat.territory)


def test_ballot_can_be_emptied(world: World) -> None:
    cast(world, 3)
    cast(world, 0)
    assert Ballot.objects.get().choices == {}


@pytest.mark.parametrize("dots", [6, -1])
def test_ballot_against_the_method_is_refused(world: World, dots: int) -> None:
    before = everything()
    with pytest.raises(Refused):
        cast(world, dots)
    assert everything() == before


def test_ballot_after_the_close_is_refused(world: World) -> None:
    cast(world, 2)
    close_poll(world)
    before = everything()
    with pytest.raises(Refused, match="Le vote est clos"):
        cast(world, 5)
    assert everything() == before


def test_ballot_for_a_balise_hidden_since_is_refused(world: World) -> None:
    hide_proposal(world)
    with pytest.raises(Refused, match="n’est plus soumise au vote"):
        cast(world, 1)


def test_named_ballot_is_in_the_journal_with_its_voter(world: World) -> None:
    cast(world, 2)
    assert JournalEntry.objects.last().actor == f"participant:{world.bob.seat.pk}"  # type: ignore[union-attr]


def test_anonymous_ballot_names_nobody(anonymous: World) -> None:
    cast(anonymous, 1)
    cast(anonymous, 4)
    ballot = Ballot.objects.get()
    assert ballot.participant is None
    assert ballot.choices == {str(anonymous.proposal.pk): 4}
    entries = JournalEntry.objects.filter(event="ballot_cast")
    assert [(entry.actor, touched_by(entry)) for entry in entries] == [("", ["turnout"])] * 2
    assert str(ballot.pk) not in str(list(entries.values()))


def test_ballots_of_two_people_are_two(anonymous: World) -> None:
    cast(anonymous, 1)
    polls.cast_ballot(anonymous.chloe.actor, uuid4(), anonymous.poll.pk, choices={})
    assert Ballot.objects.count() == 2


def test_ballot_follows_a_seat_to_another_browser(anonymous: World, room: Room) -> None:
    cast(anonymous, 1)
    response = anonymous.bob.browser().get(f"/s/{anonymous.room.session.code}/")
    assert (
        f'data-ballot="{{&quot;dots-{anonymous.proposal.pk}&quot;: 1}}"'
        in response.content.decode()
    )
