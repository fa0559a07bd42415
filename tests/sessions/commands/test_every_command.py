"""What holds for every command: one entry in the journal, one effect an operation, nothing when refused."""

from typing import Any
from uuid import uuid4

import pytest

from sessions.commands import cards
from sessions.commands.base import Answer, NotHere, OperationReused, Refused
from sessions.fragments import FRAGMENTS
from sessions.models import JournalEntry, Operation
from sessions.steps import Action
from tests.factories import Room
from tests.sessions import standing as standing_rooms
from tests.sessions.commands.case import Case
from tests.sessions.commands.cases import CASES, OTHERS
from tests.sessions.commands.moments import close_session
from tests.sessions.world import (
    World,
    begin_amendment,
    begin_discussion,
    begin_merge,
    begin_trial,
    everything,
    touched_by,
)

world = standing_rooms.world
BY_NAME = {case.name: case for case in CASES}
WITH_WORDS = [case for case in CASES if case.other_words]
ABOUT_SOMETHING = [case for case in CASES if case.about]
REFUSED_SOMEWHERE = [case for case in CASES if case.refused_at]


@pytest.fixture
def case(request: pytest.FixtureRequest, world: World) -> Case:
    """A command, with the room brought to where it is allowed."""
    chosen = BY_NAME[request.param.name]
    chosen.prepare(world)
    return chosen


def every(chosen: list[Case]) -> pytest.MarkDecorator:
    """One test a command."""
    return pytest.mark.parametrize("case", chosen, indirect=True, ids=lambda case: case.name)


def test_every_action_has_a_command_here() -> None:
    performed = {case.perform.__name__ for case in CASES}
    named = {
        "show_or_hide_card": Action.HIDE_CARD,
        "show_or_hide_proposal": Action.HIDE_PROPOSAL,
        "support_proposal": Action.SUPPORT,
        "cast_ballot": Action.VOTE,
        "remove_table": Action.ENTER_TABLE,
        "remember_amendment": Action.REMEMBER_PROPOSAL,
        "dissent": Action.ANSWER_TRIAL,
        "start_clock": Action.LEAD_CLOCK,
        "pause_clock": Action.LEAD_CLOCK,
        "resume_clock": Action.LEAD_CLOCK,
        "shift_clock": Action.LEAD_CLOCK,
        "stop_clock": Action.LEAD_CLOCK,
        "cancel_discussion": Action.SETTLE_DISCUSSION,
        "split_proposal": Action.MERGE_PROPOSALS,
        "lead_on": Action.LEAD_CONSENT,
        "weigh_objection": Action.LEAD_CONSENT,
        "ask_again": Action.LEAD_CONSENT,
    }
    asked_by_pages = {
        Action.CARRY_SEAT,
        Action.EXPORT,
        Action.WATCH_ROOM,
        Action.WATCH_COCKPIT,
        Action.WATCH_SCREEN,
    }
    assert {named.get(name, name) for name in performed} == set(Action) - asked_by_pages


@every(CASES)
def test_command_writes_one_entry_that_touches_its_fragments(case: Case, world: World) -> None:
    before = JournalEntry.objects.last()
    answer = case.send(world, uuid4())
    assert before is not None
    entry = JournalEntry.objects.get(seq__gt=before.seq)
    assert answer.seq == entry.seq == before.seq + 1
    assert entry.event == case.entry
    assert entry.actor == world.actor(case.who).label
    assert entry.subject == answer.subject
    assert touched_by(entry) == case.expected_fragments(world, answer)


@every(CASES)
def test_particulars_are_numbers_and_none_is_of_a_person(case: Case, world: World) -> None:
    answer = case.send(world, uuid4())
    particulars = JournalEntry.objects.get(seq=answer.seq, session=world.room.session).particulars
    told = {"territory", "territories", "from", "into", "polls", "card", "discussion"}
    told |= {"ends", "seconds", "minutes", "moment", "kept", "reserve", "before"}
    assert set(particulars) <= told
    for value in particulars.values():
        numbers = value if isinstance(value, list) else [value]
        assert all(type(number) is int for number in numbers)


def test_fragments_show_the_events_of_commands_and_no_others() -> None:
    shown = {event for fragment in FRAGMENTS for event in fragment.shows}
    assert shown == {case.entry for case in CASES} | {"referentiel_changed", "card_carried"}


@every(CASES)
def test_command_repeated_has_one_effect_and_one_answer(case: Case, world: World) -> None:
    operation = uuid4()
    # The id of now: what was cancelled has none any more.
    about: dict[str, Any] = {"about": world.id_of(case.about)} if case.about else {}
    first = case.send(world, operation, **about)
    after = everything()
    assert [case.send(world, operation, **about) for _ in range(3)] == [first] * 3
    assert everything() == after


@every(WITH_WORDS)
def test_operation_reused_with_another_body_changes_nothing(case: Case, world: World) -> None:
    operation = uuid4()
    case.send(world, operation)
    after = everything()
    with pytest.raises(OperationReused):
        case.send(world, operation, **case.other_words)
    assert everything() == after


@every(CASES)
def test_operation_reused_by_somebody_else_changes_nothing(case: Case, world: World) -> None:
    operation = uuid4()
    case.send(world, operation)
    after = everything()
    with pytest.raises(OperationReused):
        case.send(world, operation, who=OTHERS[case.who])
    assert everything() == after


@every(CASES)
def test_operation_reused_for_another_command_changes_nothing(case: Case, world: World) -> None:
    operation = uuid4()
    case.send(world, operation)
    after = everything()
    with pytest.raises(OperationReused):
        cards.delete_card(world.actor(case.who), operation, world.card.pk + 1_000)
    assert everything() == after


@every(REFUSED_SOMEWHERE)
def test_command_refused_changes_nothing(case: Case, world: World) -> None:
    if case.refused_at == "closed":
        close_session(world)
    else:
        world.room.go_to(case.refused_at)
    before, operation = everything(), uuid4()
    with pytest.raises(Refused):
        case.send(world, operation)
    assert everything() == before
    assert not Operation.objects.filter(pk=operation).exists()


@every(CASES)
def test_command_refused_to_the_wrong_person_changes_nothing(case: Case, world: World) -> None:
    before = everything()
    wrong = "leader" if case.who in {"bob", "chloe"} else "chloe"
    # The facilitator may edit anything; what is hidden does not exist for others.
    wrong = "chloe" if case.name == "edit_card" else wrong
    # Several people write on one balise, and the facilitator words what the room says.
    wrong = "visitor" if case.name in {"propose", "edit_proposal"} else wrong
    # Chloé may have herself erased.
    wrong = "bob" if case.name == "erase_participant" else wrong
    # A facilitator may say for somebody with whom they come.
    wrong = "bob" if case.name == "introduce" else wrong
    # Whoever has a place or leads may word an amendment.
    wrong = "visitor" if case.name == "amend" else wrong
    with pytest.raises((Refused, NotHere)):
        case.send(world, uuid4(), who=wrong)
    assert everything() == before


@every(ABOUT_SOMETHING)
def test_command_about_something_elsewhere_is_not_here(
    case: Case, world: World, elsewhere: World
) -> None:
    if case.about == "trial":
        begin_trial(elsewhere)
    if case.about in {"kept", "merged"}:
        begin_merge(elsewhere)
    if case.about == "amendment":
        begin_amendment(elsewhere)
    if case.about == "discussion":
        begin_discussion(elsewhere)
    before = everything()
    with pytest.raises(NotHere):
        case.send(world, uuid4(), about=elsewhere.id_of(case.about))
    assert everything() == before


@every(ABOUT_SOMETHING)
def test_command_about_nothing_that_exists_is_not_here(case: Case, world: World) -> None:
    before = everything()
    for nowhere in (10**9, 10**30):
        with pytest.raises(NotHere):
            case.send(world, uuid4(), about=nowhere)
    assert everything() == before


@every([case for case in CASES if case.who in {"bob", "chloe"}])
def test_command_of_a_removed_participant_is_refused(case: Case, world: World) -> None:
    seat = world.bob.seat if case.who == "bob" else world.chloe.seat
    BY_NAME["remove_participant"].send(world, uuid4(), about=seat.pk)
    before = everything()
    with pytest.raises(Refused, match="plus de place"):
        case.send(world, uuid4())
    assert everything() == before


def test_refused_operation_can_be_tried_again_later(world: World) -> None:
    case, operation = BY_NAME["post_card"], uuid4()
    world.room.go_to("lecture")
    with pytest.raises(Refused):
        case.send(world, operation)
    world.room.go_to("recits")
    assert isinstance(case.send(world, operation), Answer)


def test_operation_of_another_room_is_not_answered_here(world: World, other_room: Room) -> None:
    operation = uuid4()
    BY_NAME["close_session"].send(world, operation)
    with pytest.raises(OperationReused):
        BY_NAME["close_session"].perform(other_room.leader, operation)
