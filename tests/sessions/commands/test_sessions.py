"""What commands do to the séance itself, its agenda and the people in it."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from referentiel.commands.territories import add_territory
from referentiel.models import Territory
from sessions.commands import cards, participants, sessions
from sessions.commands.base import OperationReused, Refused
from sessions.models import AtelierSession, Facilitator, Participant
from sessions.models.session import CODE_ALPHABET
from tests.factories import Person, Room, make_room
from tests.sessions.commands.moments import close_session
from tests.sessions.world import World, everything


@pytest.fixture
def plan(db: None) -> sessions.Plan:
    """A séance of one known territory and one new one."""
    return sessions.Plan(
        title="Récits croisés",
        season=None,
        held_on=date(2026, 11, 23),
        territories=[add_territory(name="Malaunay")],
        new_territories=["Trifouillis"],
    )


def test_created_session_waits_with_the_usual_agenda(
    plan: sessions.Plan, alice: Facilitator
) -> None:
    session = sessions.create_session(alice, uuid4(), plan)
    assert session.status == "draft"
    assert list(session.facilitators.all()) == [alice]
    assert {territory.name for territory in session.territories.all()} == {
        "Malaunay",
        "Trifouillis",
    }
    kinds = [step.kind_key for step in session.steps.all()]
    assert kinds == ["accueil", "recits", "lecture", "emergence", "vote", "bilan"]
    assert session.current_step == session.steps.first()
    assert len(session.code) == 8
    assert set(session.code) <= set(CODE_ALPHABET)
    assert not set(session.code) & set("01OIL")


def test_session_created_twice_with_one_operation_is_one(
    plan: sessions.Plan, alice: Facilitator
) -> None:
    operation = uuid4()
    first = sessions.create_session(alice, operation, plan)
    after = everything()
    assert sessions.create_session(alice, operation, plan) == first
    assert everything() == after
    assert AtelierSession.objects.count() == 1


def test_operation_of_another_session_is_refused(
    plan: sessions.Plan, alice: Facilitator, denis: Facilitator
) -> None:
    operation = uuid4()
    sessions.create_session(alice, operation, plan)
    for facilitator, other in ((alice, replace(plan, title="Autre")), (denis, plan)):
        with pytest.raises(OperationReused):
            sessions.create_session(facilitator, operation, other)
    assert AtelierSession.objects.count() == 1
    assert Territory.objects.filter(name="Trifouillis").count() == 1


def test_draft_lets_nobody_in_until_it_is_opened(alice: Facilitator) -> None:
    room = make_room(alice, opened=False)
    with pytest.raises(Refused, match="pas encore ouverte"):
        room.seat("Bob")
    sessions.open_session(room.leader, uuid4())
    room.seat("Bob")
    assert AtelierSession.objects.get().opened_at is not None


def test_reopened_session_is_as_it_was(world: World) -> None:
    def contents() -> dict[str, object]:
        kept = {"ateliers.AtelierSession", "ateliers.JournalEntry", "ateliers.Operation"}
        return {label: rows for label, rows in everything().items() if label not in kept}

    before, opened_at = contents(), AtelierSession.objects.get().opened_at
    close_session(world)
    closed = AtelierSession.objects.get()
    assert (closed.status, closed.closed_at is not None) == ("closed", True)
    sessions.open_session(world.room.leader, uuid4())
    again = AtelierSession.objects.get()
    assert (again.status, again.closed_at, again.opened_at) == ("open", None, opened_at)
    assert again.current_step == again.steps.get(kind_key="vote")
    assert contents() == before


def test_steps_forward_and_back_lose_nothing(world: World) -> None:
    def contents() -> dict[str, object]:
        kept = {"ateliers.AtelierSession", "ateliers.JournalEntry", "ateliers.Operation"}
        return {label: rows for label, rows in everything().items() if label not in kept}

    before = contents()
    for step in ("bilan", "accueil", "recits", "vote", "lecture", "emergence", "recits"):
        world.room.go_to(step)
    assert contents() == before
    cards.edit_card(world.bob.actor, uuid4(), world.card.pk, kind="etape", title="Encore à moi")


def test_same_name_twice_is_two_seats(room: Room) -> None:
    room.seat("Camille", "Malaunay")
    room.seat("Camille", "Malaunay")
    names = Participant.objects.values_list("name", flat=True)
    assert list(names) == ["Camille", "Camille (2)"]


def test_join_with_a_territory_of_elsewhere_is_refused(room: Room, alice: Facilitator) -> None:
    make_room(alice, territories=("Eybens",))
    before = everything()
    with pytest.raises(Refused, match="territoire de cette séance"):
        participants.join(
            room.visitor,
            uuid4(),
            name="Eve",
            territory=Territory.objects.get(name="Eybens").pk,
            seat_fingerprint="e" * 64,
        )
    assert everything() == before


def test_removed_participant_leaves_contributions_behind(world: World) -> None:
    participants.remove_participant(world.room.leader, uuid4(), world.bob.seat.pk)
    assert Participant.objects.get(pk=world.bob.seat.pk).removed_at is not None
    assert world.card.__class__.objects.filter(author=world.bob.seat).count() == 2
    assert world.proposal.supports.count() == 1


def test_facilitator_with_the_id_of_an_author_does_not_own_the_card(
    bob: Person, room: Room
) -> None:
    room.go_to("recits")
    card = room.post(bob)
    with pytest.raises(Refused, match="à la place d’un participant"):
        cards.delete_card(replace(room.leader, id=bob.seat.pk), uuid4(), card.pk)
