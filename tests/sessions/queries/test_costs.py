"""Ten cards or a hundred: the same number of queries."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sessions.audience import AUDIENCES, PARTICIPANTS, Audience
from sessions.commands import participants
from sessions.exports.outcome import read_outcome
from sessions.fragments import boards
from sessions.fragments.boards import render_board
from sessions.fragments.drawing import Loads, render
from sessions.live.catch_up import catch_up
from sessions.models import AtelierSession, Participant, Proposal, StakeReading, TrajectoryCard
from tests.sessions.commands.moments import reveal_poll
from tests.sessions.world import World

FEW, MANY = 10, 100


def fill(world: World, number: int) -> None:
    """Brings the room to so many cards, readings, balises and people."""
    session = world.room.session
    for rank in range(Participant.objects.count(), number):
        world.room.seat(f"Personne {rank}", "Malaunay")
    seats = list(Participant.objects.filter(session=session))
    cards = TrajectoryCard.objects.bulk_create(
        TrajectoryCard(
            session=session, author=seat, territory=seat.territory, kind="etape", title="Une carte"
        )
        for seat in seats[TrajectoryCard.objects.count() :]
    )
    StakeReading.objects.bulk_create(
        StakeReading(card=card, reader=seat, stake_id=stake, intensity=2, reason="Oui.")
        for card, seat in zip(cards, reversed(seats), strict=False)
        for stake in ("value", "cooperation")
    )
    for card in cards:
        known = Proposal.objects.create(session=session, author=card.author, statement="Faire")
        known.cards.set([card])
        world.poll.proposals.add(known)


def cost(action: Callable[[], object]) -> int:
    """Queries that it takes, with no board at hand."""
    boards._boards.clear()
    with CaptureQueriesContext(connection) as queries:
        action()
    return len(queries)


def costs(world: World, action: Callable[[], object]) -> list[int]:
    """With few, then with many; the first call fills caches that last."""
    found = []
    for number in (FEW, MANY):
        fill(world, number)
        action()
        found.append(cost(action))
    return found


def fresh(world: World) -> AtelierSession:
    """The séance, as a page reads it."""
    return AtelierSession.objects.select_related("current_step").get(pk=world.room.session.pk)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_board_costs_the_same_for_few_and_many(world: World, audience: Audience) -> None:
    reveal_poll(world)
    few, many = costs(world, lambda: render_board(fresh(world), audience))
    assert few == many <= 40


@pytest.mark.parametrize("audience", AUDIENCES)
def test_fragments_cost_the_same_for_few_and_many(world: World, audience: Audience) -> None:
    def all_of_them() -> str:
        session = fresh(world)
        cards = [f"card-{card.pk}" for card in session.cards.all()]
        proposals = [f"proposal-{proposal.pk}" for proposal in session.proposals.all()]
        people = [f"person-{person.pk}" for person in session.participants.all()]
        return render(
            Loads(session), [*cards, *proposals, *people, "cards-count", "heatmap"], audience
        )

    few, many = costs(world, all_of_them)
    assert few == many <= 30


@pytest.mark.parametrize("audience", AUDIENCES)
def test_catching_up_costs_the_same_for_few_and_many(world: World, audience: Audience) -> None:
    code = world.room.session.pk
    few, many = costs(world, lambda: catch_up(code, 1, audience))
    assert few == many <= 45


def test_pages_cost_the_same_for_few_and_many(world: World) -> None:
    code = world.room.session.code
    leader, screen, guest = world.room.leader_browser(), Client(), world.bob.browser()
    screen.get(f"/s/{code}/ecran/", {"cle": world.room.session.screen_key})
    visits: list[Callable[[], object]] = [
        lambda: guest.get(f"/s/{code}/"),
        lambda: leader.get(f"/s/{code}/animation/"),
        lambda: screen.get(f"/s/{code}/ecran/"),
        lambda: leader.get("/seances/"),
        lambda: leader.get(f"/s/{code}/preparation/"),
    ]
    fill(world, FEW)
    few = [(visit(), cost(visit))[1] for visit in visits]
    fill(world, MANY)
    many = [(visit(), cost(visit))[1] for visit in visits]
    assert few == many
    assert max(many) <= 50


def test_posting_and_joining_cost_the_same_for_few_and_many(world: World) -> None:
    world.room.go_to("recits")
    code, browser = world.room.session.code, world.bob.browser()
    territory = world.bob.seat.territory_id

    def post() -> None:
        words = {"kind": "etape", "title": "Une carte", "operation": str(uuid4())}
        assert browser.post(f"/s/{code}/cartes/", words).status_code == 200

    def sit_down() -> None:
        words = {"name": "Émile", "territory": territory, "operation": str(uuid4())}
        assert Client().post(f"/s/{code}/rejoindre/", words).status_code == 302

    fill(world, FEW)
    few = cost(post), cost(sit_down)
    fill(world, MANY)
    many = cost(post), cost(sit_down)
    assert few == many
    assert max(many) <= 20


def test_moving_costs_the_same_for_few_and_many(world: World) -> None:
    def move() -> None:
        seat = world.chloe.seat
        participants.move_participant(
            world.room.leader, uuid4(), seat.pk, territory=seat.territory_id
        )

    fill(world, FEW)
    few = cost(move)
    fill(world, MANY)
    assert few == cost(move) <= 14


def test_erasure_costs_the_same_for_few_and_many(world: World) -> None:
    def erase() -> None:
        seat = Participant.objects.filter(removed_at=None).last()
        assert seat is not None
        participants.erase_participant(world.room.leader, uuid4(), seat.pk)

    fill(world, FEW)
    few = cost(erase)
    fill(world, MANY)
    assert few == cost(erase) <= 14


def test_removal_costs_the_same_for_few_and_many(world: World) -> None:
    def leave() -> None:
        seat = Participant.objects.filter(removed_at=None).last()
        assert seat is not None
        participants.remove_participant(world.room.leader, uuid4(), seat.pk)

    fill(world, FEW)
    few = cost(leave)
    fill(world, MANY)
    assert few == cost(leave) <= 12


def test_three_audiences_share_what_was_loaded(world: World) -> None:
    fragments = [f"card-{world.card.pk}", "cards-count", "heatmap", "poll", "turnout"]

    def shown_to(*audiences: Audience) -> int:
        loads = Loads(fresh(world))
        return cost(lambda: [render(loads, fragments, audience) for audience in audiences])

    # Facilitators see hidden cards too, and the projector the numbers of each territory.
    assert shown_to(*AUDIENCES) - shown_to(PARTICIPANTS) <= 7


def test_outcome_costs_the_same_for_few_and_many(world: World) -> None:
    few, many = costs(world, lambda: read_outcome(world.room.session.code))
    assert few == many


def test_board_at_one_number_is_rendered_once(world: World) -> None:
    session = fresh(world)
    boards.board(session, PARTICIPANTS)
    with CaptureQueriesContext(connection) as queries:
        boards.board(fresh(world), PARTICIPANTS)
    assert len(queries) == 1
