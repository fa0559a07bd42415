"""What the database itself refuses, whatever the code does."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Model

from referentiel.models import Stake
from sessions.models import (
    AtelierSession,
    Ballot,
    JournalEntry,
    Operation,
    Participant,
    Poll,
    StakeReading,
    Step,
    Support,
    TrajectoryCard,
)
from sessions.models.event import Immutable
from tests.sessions.world import World

BROKEN: dict[str, Callable[[World], Model]] = {
    "years backwards": lambda world: TrajectoryCard(
        session=world.room.session,
        territory=world.bob.seat.territory,
        kind="etape",
        title="x",
        year_from=2017,
        year_to=2014,
    ),
    "unknown status": lambda world: AtelierSession(title="x", status="paused"),
    "unknown secrecy": lambda world: AtelierSession(title="x", secrecy="public"),
    "code twice": lambda world: AtelierSession(title="x", code=world.room.session.code),
    "seat key twice": lambda world: Participant(
        session=world.room.session,
        territory=world.bob.seat.territory,
        name="x",
        seat_fingerprint=world.bob.seat.seat_fingerprint,
    ),
    "step position twice": lambda world: Step(
        session=world.room.session, position=1, kind_key="vote", instruction="x", minutes=1
    ),
    "second vote at once": lambda world: Poll(session=world.room.session),
    "second support": lambda world: Support(proposal=world.proposal, participant=world.bob.seat),
    "second reading of a stake": lambda world: StakeReading(
        card=world.card, reader=world.chloe.seat, stake=Stake.objects.get(key="value"), intensity=1
    ),
    "intensity of four": lambda world: StakeReading(
        card=world.card, reader=world.bob.seat, stake=Stake.objects.get(key="value"), intensity=4
    ),
    "intensity of nought": lambda world: StakeReading(
        card=world.card, reader=world.bob.seat, stake=Stake.objects.get(key="value"), intensity=0
    ),
    "number of the journal twice": lambda world: JournalEntry(
        session=world.room.session, seq=1, event="x"
    ),
    "operation twice": lambda world: Operation(
        pk=Operation.objects.values_list("pk", flat=True)[0], fingerprint="x", answer={}
    ),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_database_refuses(world: World, broken: str) -> None:
    row = BROKEN[broken](world)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_database_refuses_a_second_ballot_of_a_voter(world: World) -> None:
    words = {"poll": world.poll, "voter_key": "k" * 64, "territory": world.bob.seat.territory}
    Ballot.objects.create(**words, choices={})
    with pytest.raises(IntegrityError), transaction.atomic():
        Ballot.objects.create(**words, choices={})


def test_journal_is_neither_rewritten_nor_shortened(world: World) -> None:
    entry = JournalEntry.objects.last()
    assert entry is not None
    before = list(JournalEntry.objects.values())
    entry.event = "something_else"
    for change in (
        entry.save,
        entry.delete,
        lambda: JournalEntry.objects.update(event="x"),
        lambda: JournalEntry.objects.filter(seq=1).delete(),
        lambda: JournalEntry.objects.all().delete(),
    ):
        with pytest.raises(Immutable):
            change()
    assert list(JournalEntry.objects.values()) == before


def test_cards_of_a_frise_stand_by_year_then_age_roots_first_and_horizons_last(
    world: World,
) -> None:
    world.room.go_to("recits")
    told = [
        ("horizon", ""),
        ("etape", ""),
        ("etape", "2016"),
        ("racine", ""),
        ("appui", "2001-2020"),
        ("horizon", "2030"),
        ("etape", "2016"),
    ]
    cards = [
        world.room.post(world.chloe, f"{n}", kind=k, moment=m) for n, (k, m) in enumerate(told)
    ]
    in_order = sorted(cards, key=lambda card: card.order)
    assert [card.title for card in in_order] == ["3", "4", "2", "6", "5", "1", "0"]


def test_code_is_spaced_to_be_read_aloud(world: World) -> None:
    session = world.room.session
    assert session.spaced_code == f"{session.code[:4]} {session.code[4:]}"
