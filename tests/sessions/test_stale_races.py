"""I26 under pressure: people who decide at the same moment upon the same state, each on a thread of their own."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from uuid import uuid4

import pytest

from sessions.commands import cards, participants, polls, proposals, sessions, steps
from sessions.commands.base import Answer, Refused, Stale
from sessions.models import AtelierSession, Ballot, JournalEntry, Poll, TrajectoryCard
from tests.crowds import at_once
from tests.sessions.commands.moments import close_poll, close_session
from tests.sessions.world import World

pytestmark = pytest.mark.django_db(transaction=True)
TOGETHER = 8


def head(world: World) -> int:
    return AtelierSession.objects.get(pk=world.room.session.pk).last_seq


def outcome(act: Callable[[], Answer]) -> str:
    """`done`, or how it was refused."""
    try:
        act()
    except Stale:
        return "stale"
    except Refused as reason:
        return str(reason)
    return "done"


def race(world: World, acts: Sequence[Callable[[], Answer]]) -> tuple[Counter[str], list[str]]:
    """What came of each, and what the journal says of them all, without a gap in its numbers."""
    at = head(world)
    outcomes = Counter(at_once(partial(outcome, act) for act in acts))
    entries = JournalEntry.objects.filter(session=world.room.session, seq__gt=at).order_by("seq")
    assert [entry.seq for entry in entries] == list(range(at + 1, head(world) + 1))
    return outcomes, [entry.event for entry in entries]


def test_facilitators_who_go_on_at_once_pass_one_step(world: World) -> None:
    world.room.go_to("accueil")
    seen, following = (
        world.room.session.steps.get(kind_key=kind).pk for kind in ("accueil", "recits")
    )
    acts = [
        partial(steps.open_step, world.room.leader, uuid4(), following, seen=str(seen))
        for _ in range(TOGETHER)
    ]
    assert race(world, acts) == ({"done": TOGETHER}, ["step_opened"])
    assert AtelierSession.objects.get(pk=world.room.session.pk).current_step_id == following


def test_facilitators_who_go_to_different_steps_at_once_go_to_one(world: World) -> None:
    seen = str(world.id_of("vote"))
    acts = [
        partial(steps.open_step, world.room.leader, uuid4(), world.id_of(kind), seen=seen)
        for kind in ("accueil", "recits", "lecture", "emergence", "bilan")
    ]
    assert race(world, acts) == ({"done": 1, "stale": 4}, ["step_opened"])


def test_vote_opened_by_several_at_once_is_one(world: World) -> None:
    close_poll(world)
    polls.reveal_poll(world.room.leader, uuid4(), world.poll.pk)
    seen = str(world.poll.pk)
    acts = [
        partial(polls.open_poll, world.room.leader, uuid4(), seen=seen) for _ in range(TOGETHER)
    ]
    assert race(world, acts) == ({"done": TOGETHER}, ["poll_opened"])
    assert Poll.objects.filter(session=world.room.session).count() == 2


def test_state_changed_by_several_at_once_changes_once(world: World) -> None:
    leader, poll, card = world.room.leader, world.poll.pk, world.card.pk
    asked: list[tuple[Callable[[], Answer], str]] = [
        (lambda: polls.close_poll(leader, uuid4(), poll), "poll_closed"),
        (lambda: polls.reopen_poll(leader, uuid4(), poll), "poll_reopened"),
        (lambda: cards.show_or_hide_card(leader, uuid4(), card, hidden=True), "card_hidden"),
        (lambda: cards.show_or_hide_card(leader, uuid4(), card, hidden=False), "card_restored"),
        (
            lambda: participants.remove_participant(leader, uuid4(), world.chloe.seat.pk),
            "participant_removed",
        ),
        (
            lambda: participants.erase_participant(leader, uuid4(), world.chloe.seat.pk),
            "participant_erased",
        ),
        (lambda: sessions.close_session(leader, uuid4()), "session_closed"),
        (lambda: sessions.open_session(leader, uuid4(), seen="closed"), "session_opened"),
    ]
    for act, entry in asked:
        assert race(world, [act] * TOGETHER) == ({"done": TOGETHER}, [entry])


def test_support_given_many_times_at_once_is_one(world: World) -> None:
    world.room.go_to("emergence")
    acts = [
        partial(
            proposals.support_proposal,
            world.chloe.actor,
            uuid4(),
            world.proposal.pk,
            supported=True,
        )
        for _ in range(TOGETHER)
    ]
    assert race(world, acts) == ({"done": TOGETHER}, ["balise_supported"])


def test_card_corrected_by_several_at_once_keeps_one_and_tells_the_others(world: World) -> None:
    acts = [
        partial(
            cards.edit_card,
            world.room.leader,
            uuid4(),
            world.card.pk,
            kind="etape",
            title=f"Titre {number}",
            seen="1",
        )
        for number in range(TOGETHER)
    ]
    assert race(world, acts) == ({"done": 1, "stale": TOGETHER - 1}, ["card_edited"])
    assert TrajectoryCard.objects.get(pk=world.card.pk).version == 2


def test_tabs_that_vote_at_once_keep_one_ballot_and_tell_the_others(world: World) -> None:
    option = world.proposal.pk
    acts = [
        partial(
            polls.cast_ballot,
            world.bob.actor,
            uuid4(),
            world.poll.pk,
            choices={option: dots},
            seen="",
        )
        for dots in (1, 2, 3, 4, 5)
    ]
    assert race(world, acts) == ({"done": 1, "stale": 4}, ["ballot_cast"])
    assert Ballot.objects.count() == 1


def test_stale_press_races_with_its_own_repetition(world: World) -> None:
    """The outbox repeats a press while the room goes on: each repetition is answered like the first."""
    close_session(world)
    sessions.open_session(world.room.leader, uuid4())
    world.room.go_to("accueil")
    seen, following = (str(world.id_of("accueil")), world.id_of("recits"))
    operation = uuid4()
    acts: list[Callable[[], Answer]] = [
        partial(steps.open_step, world.room.leader, operation, following, seen=seen)
    ] * TOGETHER
    assert race(world, acts) == ({"done": TOGETHER}, ["step_opened"])
    world.room.go_to("lecture")
    assert race(world, acts) == ({"done": TOGETHER}, [])
