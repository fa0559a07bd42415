"""Votes under pressure: one ballot a voter whatever they click, and none after the close."""

from collections.abc import Callable
from functools import partial
from itertools import chain
from threading import Semaphore
from uuid import uuid4

import pytest

from sessions.commands import polls
from sessions.commands.base import Answer, Refused
from sessions.commands.participants import remove_participant
from sessions.gate import Busy
from sessions.models import Ballot, JournalEntry, Participant, Poll
from sessions.queries.polls import count_poll
from tests.crowds import at_once
from tests.factories import Person, Room, make_room
from tests.sessions.world import World

VOTERS, CLICKS = 50, 4

Click = tuple[Person, int, Answer | None]
"""Who clicked, with how many dots, and the answer; None when it was refused."""


def click(poll: Poll, option: int, voter: Person, dots: int) -> Click:
    """One vote; a page sends it again under the same id when the server answers that it is busy."""
    operation = uuid4()
    while True:
        try:
            answer = polls.cast_ballot(voter.actor, operation, poll.pk, choices={option: dots})
        except Busy:
            continue
        except Refused:
            return voter, dots, None
        return voter, dots, answer


@pytest.mark.django_db(transaction=True)
def test_four_clicks_of_fifty_voters_make_fifty_ballots_and_the_last_counts(world: World) -> None:
    voters = [world.room.seat(f"Voix {number}") for number in range(VOTERS)]
    option = world.proposal.pk
    clicks = at_once(
        partial(click, world.poll, option, voter, dots)
        for voter in voters
        for dots in range(1, CLICKS + 1)
    )
    ballots = Ballot.objects.filter(poll=world.poll)
    assert ballots.count() == VOTERS
    assert all(answer for _, _, answer in clicks)
    last = {
        voter.seat.pk: dots
        for voter, dots, answer in sorted(clicks, key=lambda one: one[2].seq if one[2] else 0)
    }
    kept = {ballot.participant_id: ballot.choices[str(option)] for ballot in ballots}
    assert kept == last
    assert count_poll(world.poll).tally.totals[option] == sum(last.values())


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(3))
def test_no_ballot_counts_after_the_close(world: World, attempt: int) -> None:
    voters = [world.room.seat(f"Voix {number}") for number in range(12)]
    option = world.proposal.pk

    half_have_voted = Semaphore(0)

    def clicks_until_refused(voter: Person) -> list[Click]:
        done = [click(world.poll, option, voter, 1)]
        half_have_voted.release()
        while done[-1][2]:
            done.append(click(world.poll, option, voter, 1 + len(done) % 5))
        return done

    def close() -> list[Click]:
        # In the middle: after some votes, before others.
        for _ in range(len(voters) // 2):
            half_have_voted.acquire()
        polls.close_poll(world.room.leader, uuid4(), world.poll.pk)
        return []

    people: list[Callable[[], list[Click]]] = [close]
    people += [partial(clicks_until_refused, voter) for voter in voters]
    done = list(chain.from_iterable(at_once(people)))
    entries = JournalEntry.objects.filter(session=world.room.session)
    closed = entries.get(event="poll_closed").seq
    assert all(entry.seq < closed for entry in entries.filter(event="ballot_cast"))
    assert all(answer.seq < closed for _, _, answer in done if answer)
    last = {
        voter.seat.pk: dots
        for voter, dots, answer in sorted(done, key=lambda one: one[2].seq if one[2] else 0)
        if answer
    }
    kept = Ballot.objects.filter(poll=world.poll)
    assert {ballot.participant_id: ballot.choices[str(option)] for ballot in kept} == last


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("stakes")
def test_confidential_voters_keep_one_ballot_each_too(room: Room) -> None:
    secret = make_room(room.facilitator, secrecy="anonymous")
    voters = [secret.seat(f"Voix {number}") for number in range(6)]
    secret.go_to("recits")
    card = secret.post(voters[0])
    secret.go_to("emergence")
    option = secret.propose(voters[0], card)
    secret.go_to("vote")
    poll = secret.open_poll()
    at_once(
        partial(click, poll, option, voter, dots)
        for voter in voters
        for dots in range(1, CLICKS + 1)
    )
    ballots = Ballot.objects.filter(poll=poll)
    assert ballots.count() == len(voters)
    assert not ballots.exclude(participant=None).exists()


@pytest.mark.django_db(transaction=True)
def test_removal_races_with_the_vote_of_the_removed(world: World) -> None:
    """Whoever is removed may have voted before, never after."""
    voter = world.room.seat("Voix")

    def clicks() -> list[Click]:
        return [click(world.poll, world.proposal.pk, voter, dots) for dots in (1, 2, 3, 4)]

    def remove() -> list[Click]:
        remove_participant(world.room.leader, uuid4(), voter.seat.pk)
        return []

    done, _ = at_once([clicks, remove])
    removed = JournalEntry.objects.get(session=world.room.session, event="participant_removed").seq
    assert all(answer.seq < removed for _, _, answer in done if answer)
    assert Participant.objects.get(pk=voter.seat.pk).removed_at is not None
