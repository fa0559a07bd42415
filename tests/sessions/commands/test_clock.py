"""The clock of a step: it runs once, it belongs to its step, and it closes nothing."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from sessions.audience import AUDIENCES, PARTICIPANTS
from sessions.commands import clock, polls, sessions, steps
from sessions.commands.base import Answer, Refused, Stale
from sessions.fragments.drawing import Loads, render
from sessions.models import AtelierSession, JournalEntry, Step
from sessions.models.clock import LONGEST
from sessions.queries.clock import clock_seen
from tests.crowds import at_once
from tests.sessions.world import World


def step_of(world: World, kind: str = "vote") -> Step:
    return world.room.session.steps.get(kind_key=kind)


def run_out(world: World) -> None:
    """The clock ended a while ago."""
    Step.objects.filter(kind_key="vote").update(clock_ends_at=timezone.now() - timedelta(minutes=9))


def drawn(world: World) -> str:
    """The clock of a participant's page."""
    session = AtelierSession.objects.get(pk=world.room.session.pk)
    return render(Loads(session), ["clock"], PARTICIPANTS)


def entries(world: World) -> list[str]:
    found = JournalEntry.objects.filter(session=world.room.session, event__startswith="clock_")
    return [entry.event for entry in found]


def test_clock_started_twice_runs_once(world: World) -> None:
    clock.start_clock(world.room.leader, uuid4())
    first = step_of(world).clock
    clock.start_clock(world.room.leader, uuid4())
    clock.start_clock(world.room.leader, uuid4(), minutes=40)
    assert step_of(world).clock == first
    assert entries(world) == ["clock_started"]
    assert abs(first.left(timezone.now()) - 15 * 60) <= 1


def test_minutes_that_were_typed_in_sight_of_the_running_clock_start_it_afresh(
    world: World,
) -> None:
    clock.start_clock(world.room.leader, uuid4(), minutes=7)
    seen = clock_seen(step_of(world))
    clock.start_clock(world.room.leader, uuid4(), minutes=2, seen=seen)
    assert step_of(world).clock.left(timezone.now()) <= 120
    with pytest.raises(Stale):
        clock.start_clock(world.room.leader, uuid4(), minutes=3, seen=seen)


def test_clock_stands_while_it_is_paused_and_goes_on(world: World) -> None:
    clock.start_clock(world.room.leader, uuid4(), minutes=10)
    clock.pause_clock(world.room.leader, uuid4())
    clock.shift_clock(world.room.leader, uuid4(), minutes=1)
    assert step_of(world).clock.seconds in {659, 660}
    clock.resume_clock(world.room.leader, uuid4())
    assert step_of(world).clock.seconds is None
    assert step_of(world).clock.left(timezone.now()) in {659, 660}


def test_leaving_a_step_pauses_its_clock_and_coming_back_shows_it(world: World) -> None:
    clock.start_clock(world.room.leader, uuid4(), minutes=10)
    answer = steps.open_step(world.room.leader, uuid4(), step_of(world, "bilan").pk)
    entry = JournalEntry.objects.get(session=world.room.session, seq=answer.seq)
    assert entry.particulars["seconds"] in {599, 600}
    assert "hidden" in drawn(world)
    world.room.go_to("vote")
    assert step_of(world).clock.is_standing
    assert "en pause" in drawn(world)


def test_clock_that_has_ended_goes_away_with_its_step(world: World) -> None:
    clock.start_clock(world.room.leader, uuid4())
    run_out(world)
    world.room.go_to("bilan")
    assert not step_of(world).clock.is_there


def test_closed_session_has_no_clock_and_a_reopened_one_finds_it(world: World) -> None:
    clock.start_clock(world.room.leader, uuid4())
    sessions.close_session(world.room.leader, uuid4())
    assert step_of(world).clock.is_standing
    assert "hidden" in drawn(world)
    sessions.open_session(world.room.leader, uuid4())
    assert "en pause" in drawn(world)


def test_nothing_closes_when_the_clock_ends(world: World) -> None:
    clock.start_clock(world.room.leader, uuid4())
    run_out(world)
    polls.cast_ballot(world.bob.actor, uuid4(), world.poll.pk, choices={world.proposal.pk: 2})
    assert AtelierSession.objects.get(pk=world.room.session.pk).is_open
    assert entries(world) == ["clock_started"]


def test_step_without_minutes_asks_for_them(world: World) -> None:
    Step.objects.update(minutes=0)
    with pytest.raises(Refused, match="combien de minutes"):
        clock.start_clock(world.room.leader, uuid4())
    Step.objects.update(minutes=10_000)
    clock.start_clock(world.room.leader, uuid4())
    assert step_of(world).clock.left(timezone.now()) <= LONGEST * 60


@pytest.mark.parametrize("act", [clock.pause_clock, clock.resume_clock])
def test_no_clock_is_neither_paused_nor_resumed(world: World, act: Callable[..., Answer]) -> None:
    with pytest.raises(Refused, match="pas de minuteur"):
        act(world.room.leader, uuid4())


def test_clock_runs_or_stands(world: World) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Step.objects.update(clock_ends_at=timezone.now(), clock_seconds=3)


def test_no_page_is_drawn_with_what_is_left_while_it_runs(world: World) -> None:
    """A board is kept for others and read later: it holds the end, which is right whenever it is read."""
    clock.start_clock(world.room.leader, uuid4(), minutes=10)
    session = AtelierSession.objects.get(pk=world.room.session.pk)
    ends = step_of(world).clock.ends
    for audience in AUDIENCES:
        html = render(Loads(session), ["clock"], audience)
        assert f'data-ends="{ends}"' in html
        assert "10:00" not in html
        assert "9:5" not in html


@pytest.mark.django_db(transaction=True)
def test_everybody_is_counted_while_the_clock_and_the_step_change(world: World) -> None:
    """As flags « prêt » were lost elsewhere (Parabol #4052): here the ballots of a hall."""
    voters = [world.room.seat(f"Personne {number}") for number in range(20)]
    choices = {world.proposal.pk: 1}
    world.room.go_to("bilan")
    world.room.go_to("vote")
    acts = [
        partial(polls.cast_ballot, voter.actor, uuid4(), world.poll.pk, choices=choices)
        for voter in voters
    ]
    leading = [
        partial(clock.start_clock, world.room.leader, uuid4()),
        partial(clock.shift_clock, world.room.leader, uuid4(), minutes=1),
        partial(clock.start_clock, world.room.leader, uuid4()),
    ]
    clock.start_clock(world.room.leader, uuid4(), minutes=3)
    at_once([*acts[:10], *leading, *acts[10:]], threads=8)
    assert world.poll.ballots.count() == len(voters)
    assert step_of(world).clock.is_running
    world.room.go_to("bilan")
    assert step_of(world).clock.is_standing
