"""Tables on paper: one replaceable row of n seats, counted as n people who were there."""

from typing import Any
from uuid import uuid4

import pytest

from referentiel.commands.territories import add_territory
from sessions.commands import polls, tables
from sessions.commands.base import NotHere, Refused, Stale
from sessions.exports.outcome import read_outcome
from sessions.models import JournalEntry, Poll, Revision, TableTally
from sessions.queries.attendance import attendance_of
from sessions.queries.polls import count_poll, turnout
from sessions.queries.tables import tables_of
from tests.factories import make_facilitator, make_room
from tests.sessions.commands.moments import close_poll, reveal_poll
from tests.sessions.world import World, build_world, everything, table_of


def enter(world: World, **changes: Any) -> None:
    """Six people of Malaunay give 20 of their 30 dots."""
    words = {
        "territory": world.bob.seat.territory_id,
        "name": "Table du fond",
        "seats": 6,
        "tally": {str(world.proposal.pk): 20},
    }
    tables.enter_table(world.room.leader, uuid4(), world.poll.pk, **{**words, **changes})


@pytest.fixture
def anonymous(four_stakes: None) -> World:
    """A vote in a séance without names."""
    room = make_room(make_facilitator("zoe@exemple.fr"), secrecy="anonymous")
    return build_world(room, room.seat("Bob", "Malaunay"), room.seat("Chloé", "Le Mené"))


def test_table_weighs_as_many_people_as_it_has_seats(world: World) -> None:
    polls.cast_ballot(world.bob.actor, uuid4(), world.poll.pk, choices={world.proposal.pk: 2})
    enter(world)
    counted = count_poll(world.poll)
    assert counted.tally.totals == {world.proposal.pk: 22}
    assert counted.tally.voters == {world.bob.seat.territory_id: 7}
    assert counted.turnout == 7
    told = turnout(world.room.session)
    assert (told.voters, told.participants) == (7, 8)


def test_who_could_vote_was_there_and_voted_is_frozen_at_the_close(world: World) -> None:
    polls.cast_ballot(world.bob.actor, uuid4(), world.poll.pk, choices={world.proposal.pk: 2})
    enter(world)
    here = [world.chloe.seat.pk, 10**6]
    polls.close_poll(world.room.leader, uuid4(), world.poll.pk, here=here)
    world.room.seat("Tard venue", "Le Mené")
    kept = attendance_of(Poll.objects.get(pk=world.poll.pk))
    assert kept is not None
    assert (kept.entitled, kept.present, kept.voted, kept.abstained) == (8, 8, 7, 1)
    malaunay, mene = world.bob.seat.territory_id, world.chloe.seat.territory_id
    assert kept.by_territory == {malaunay: (7, 7), mene: (1, 0)}
    assert turnout(world.room.session).participants == 8
    polls.reopen_poll(world.room.leader, uuid4(), world.poll.pk)
    assert attendance_of(Poll.objects.get(pk=world.poll.pk)) is None


def test_presence_that_nobody_knows_is_not_guessed(world: World) -> None:
    close_poll(world)
    kept = attendance_of(Poll.objects.get(pk=world.poll.pk))
    assert kept is not None
    assert (kept.entitled, kept.present, kept.voted) == (2, None, 0)


def test_confidential_attendance_keeps_totals_only_and_entries_name_no_table(
    anonymous: World,
) -> None:
    enter(anonymous)
    entry = JournalEntry.objects.get(event="table_entered")
    assert (entry.actor, entry.particulars, entry.subject) == ("", {}, anonymous.poll.pk)
    assert "Table du fond" not in str(list(JournalEntry.objects.values()))
    reveal_poll(anonymous)
    kept = attendance_of(Poll.objects.get(pk=anonymous.poll.pk))
    assert kept is not None
    assert (kept.entitled, kept.voted, kept.by_territory) == (8, 6, None)
    (poll,) = read_outcome(anonymous.room.session.code).polls
    assert (poll.tables, poll.ballots, poll.turnout) == (None, None, 6)


def test_few_phones_beside_a_table_are_not_shown_apart(anonymous: World) -> None:
    """Whoever entered the table subtracts it: the two others of its territory would stand alone."""
    cast = {anonymous.proposal.pk: 2}
    polls.cast_ballot(anonymous.bob.actor, uuid4(), anonymous.poll.pk, choices=cast)
    malaunay, mene = anonymous.bob.seat.territory_id, anonymous.chloe.seat.territory_id
    enter(anonymous)
    enter(anonymous, territory=mene)
    # Le Mené is hidden too: the total minus what is known of it would show Malaunay.
    assert count_poll(anonymous.poll).tally.hidden == {malaunay, mene}
    for number in range(4):
        voter = anonymous.room.seat(f"Voix {number}", "Malaunay")
        polls.cast_ballot(voter.actor, uuid4(), anonymous.poll.pk, choices=cast)
    assert count_poll(anonymous.poll).tally.hidden == frozenset()


def test_paper_hides_no_phones_from_whoever_entered_it(anonymous: World) -> None:
    """They know what a territory of paper alone gave: only other phones can stand beside few phones."""
    room, cast = anonymous.room, {anonymous.proposal.pk: 2}
    room.session.territories.add(add_territory(name="Arras"))
    malaunay, mene = anonymous.bob.seat.territory_id, anonymous.chloe.seat.territory_id
    third = room.seat("Voix", "Arras")
    voters = [third, *(room.seat(f"Voix {number}", "Arras") for number in range(11))]
    for voter in (*voters, anonymous.bob):
        polls.cast_ballot(voter.actor, uuid4(), anonymous.poll.pk, choices=cast)
    enter(anonymous)
    enter(anonymous, territory=mene)
    # The total, minus Arras and what is known of the tables, would be the ballot of Bob.
    assert count_poll(anonymous.poll).tally.hidden == {malaunay, mene, third.seat.territory_id}


def test_table_is_replaced_as_a_whole_and_has_no_revision(world: World) -> None:
    table = table_of(world)
    version = TableTally.objects.get().version
    before = Revision.objects.count()
    enter(world, table=table, name="Table 1", seats=1, tally={}, seen=str(version))
    row = TableTally.objects.get()
    assert (row.pk, row.seats, row.tally) == (table, 1, {})
    assert row.version != version
    assert Revision.objects.count() == before


def test_table_that_somebody_else_entered_meanwhile_is_looked_at_twice(world: World) -> None:
    table = table_of(world)
    drawn = str(TableTally.objects.get().version)
    enter(world, table=table, name="Table 1", seen=drawn)
    after = everything()
    with pytest.raises(Stale, match="Relisez la feuille"):
        enter(world, table=table, name="Table 1", seats=5, seen=drawn)
    assert everything() == after


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"territory": 10**9}, "territoire de cette séance"),
        ({"seats": 3}, "plus de 5 points"),
        ({"tally": {"999999": 1}}, "n’est plus soumise"),
        ({"seats": 600}, "places au plus"),
        ({"name": "TABLE  1"}, "de ce nom"),
    ],
)
def test_table_that_cannot_be_is_refused(
    world: World, changes: dict[str, Any], reason: str
) -> None:
    table_of(world)
    before = everything()
    with pytest.raises(Refused, match=reason):
        enter(world, **changes)
    assert everything() == before


def test_table_changes_only_until_the_close(world: World) -> None:
    table = table_of(world)
    close_poll(world)
    before = everything()
    with pytest.raises(Refused, match="ne changent plus"):
        enter(world)
    with pytest.raises(Refused, match="ne changent plus"):
        tables.remove_table(world.room.leader, uuid4(), world.poll.pk, table=table)
    assert everything() == before


def test_removed_table_counts_no_more_and_cannot_be_corrected(world: World) -> None:
    table = table_of(world)
    tables.remove_table(world.room.leader, uuid4(), world.poll.pk, table=table)
    assert count_poll(world.poll).turnout == 0
    with pytest.raises(NotHere):
        enter(world, table=table)


def test_whoever_takes_a_phone_is_told_to_the_facilitators(world: World) -> None:
    enter(world)
    world.room.seat("Ève", "Malaunay")
    world.room.seat("Luc", "Le Mené")
    (row,) = tables_of(world.room.session).tables
    assert (row.seats, row.newcomers) == (6, 1)
    enter(world, table=row.id, seats=5, tally={str(world.proposal.pk): 17})
    (row,) = tables_of(world.room.session).tables
    assert (row.seats, row.newcomers) == (5, 0)
