"""Kinds of step, agendas, and rows whose kind nobody knows."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import uuid4

import pytest
from django import forms

from sessions.audience import AUDIENCES, Audience
from sessions.commands import polls, sessions
from sessions.commands import steps as step_commands
from sessions.commands.base import Refused
from sessions.fragments.boards import render_board
from sessions.models import AtelierSession, Facilitator, Poll, Step
from sessions.panels import PANELS
from sessions.queries.agenda import agenda_view
from sessions.rights import RULES
from sessions.steps import KINDS, Action, Panels, StepKind, WrongSettings, kind_of
from sessions.steps.agendas import AGENDAS, Agenda, PlannedStep
from sessions.voting import METHODS
from tests.factories import make_room
from tests.sessions.world import World


class ClockSettings(forms.Form):
    """A setting of the tests."""

    seconds = forms.IntegerField(initial=90, min_value=10)


CLOCK = StepKind(
    key="clock", name="Horloge", instruction="x", minutes=2, settings=ClockSettings, state={"on": 0}
)


@pytest.fixture
def clock() -> Iterator[StepKind]:
    KINDS[CLOCK.key] = CLOCK
    yield CLOCK
    del KINDS[CLOCK.key]


@pytest.fixture
def short() -> Iterator[Agenda]:
    agenda = Agenda(
        key="short",
        name="Court",
        description="Deux étapes",
        steps=(
            PlannedStep("recits", title="Nos histoires", instruction="Racontez.", minutes=7),
            PlannedStep("clock", settings={"seconds": 30}),
            PlannedStep("vote", settings={"dots": 3}),
        ),
    )
    AGENDAS.append(agenda)
    yield agenda
    AGENDAS.remove(agenda)


def plan(agenda: str) -> sessions.Plan:
    return sessions.Plan("Essai", None, AtelierSession().held_on, (), agenda=agenda)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.key)
def test_kind_keeps_to_what_a_screen_may_hold(kind: StepKind) -> None:
    assert kind.folder is not None
    assert kind.folder.name == kind.key
    assert kind.front in kind.panels.participants
    fields = set(kind.settings().fields if kind.settings else ())
    # A vote has one method: nobody ever sees the settings of two.
    of_methods = [set(each.settings().fields) for each in METHODS.values() if each.settings]
    assert all(len(names) <= 3 for names in of_methods)
    assert len(fields.difference(*of_methods)) <= 3
    assert all(RULES[action].steps for action in kind.allows)


@pytest.mark.parametrize("agenda", AGENDAS, ids=lambda agenda: agenda.key)
def test_agenda_names_kinds_that_exist_and_settings_that_they_take(agenda: Agenda) -> None:
    for planned in agenda.steps:
        planned.step_kind.check_settings(planned.settings)


def test_settings_have_defaults_and_refuse_what_the_kind_does_not_take() -> None:
    assert CLOCK.read_settings({}) == {"seconds": 90}
    assert CLOCK.read_settings({"seconds": 30}) == {"seconds": 30}
    assert CLOCK.read_settings({"seconds": "soon", "colour": "red"}) == {"seconds": 90}
    for wrong in ({"seconds": 1}, {"colour": "red"}):
        with pytest.raises(WrongSettings):
            CLOCK.check_settings(wrong)
    with pytest.raises(WrongSettings):
        KINDS["accueil"].check_settings({"seconds": 30})


def test_session_is_prepared_with_the_agenda_that_was_chosen(
    alice: Facilitator, clock: StepKind, short: Agenda
) -> None:
    session = sessions.create_session(alice, uuid4(), plan("short"))
    told, timed, voted = session.steps.all()
    assert (told.name, told.instruction, told.minutes) == ("Nos histoires", "Racontez.", 7)
    assert (timed.name, timed.minutes, timed.setting("seconds")) == ("Horloge", 2, 30)
    assert timed.state == {"on": 0}
    assert (voted.name, voted.setting("dots")) == ("Vote", 3)


def test_session_is_not_prepared_with_an_agenda_or_a_kind_that_nobody_knows(
    alice: Facilitator, short: Agenda
) -> None:
    for key in ("nothing", "short"):  # the second has a clock, which is not among the kinds
        with pytest.raises(Refused):
            sessions.create_session(alice, uuid4(), plan(key))
    assert not AtelierSession.objects.exists()


def test_vote_gives_the_dots_that_its_step_sets(world: World) -> None:
    step = world.room.session.steps.get(kind_key="vote")
    step.settings = {"dots": 3}
    step.save()
    Poll.objects.filter(session=world.room.session).update(state=Poll.State.REVEALED)
    step_commands.open_step(world.room.leader, uuid4(), step.pk)
    answer = polls.open_poll(world.room.leader, uuid4())
    assert Poll.objects.get(pk=answer.subject).rules == {"dots": 3, "cap": None}


def test_own_title_of_a_step_is_what_people_read(alice: Facilitator) -> None:
    session = make_room(alice).session
    session.steps.filter(position=1).update(title="Café")
    view = agenda_view(AtelierSession.objects.get(pk=session.pk))
    assert [step.name for step in view.steps][:2] == ["Café", "Récits"]
    assert view.current
    assert view.following
    assert (view.current.name, view.following.name) == ("Café", "Récits")


@pytest.mark.parametrize("audience", AUDIENCES)
def test_unknown_kind_of_step_breaks_no_page_and_allows_nothing(
    alice: Facilitator, audience: Audience
) -> None:
    session = make_room(alice).session
    Step.objects.filter(session=session, position=1).update(kind_key="of-tomorrow")
    html = render_board(AtelierSession.objects.get(pk=session.pk), audience)
    assert "Étape inconnue" in html
    assert kind_of("of-tomorrow").allows == frozenset()


@pytest.mark.parametrize("audience", AUDIENCES)
def test_panel_that_nobody_knows_breaks_no_page(
    alice: Facilitator, clock: StepKind, audience: Audience
) -> None:
    session = make_room(alice).session
    KINDS[CLOCK.key] = replace(CLOCK, panels=Panels(*[("of-tomorrow", "heatmap")] * 3))
    Step.objects.filter(session=session, position=1).update(kind_key=CLOCK.key)
    html = render_board(AtelierSession.objects.get(pk=session.pk), audience)
    assert 'data-panels="of-tomorrow heatmap"' in html
    assert 'id="heatmap"' in html


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.key)
def test_panels_of_a_kind_exist_and_views_of_phones_have_a_name(kind: StepKind) -> None:
    for audience in AUDIENCES:
        assert set(kind.panels.of(audience.role)) <= set(PANELS)
    views = [PANELS[key] for key in kind.panels.participants if PANELS[key].is_view]
    assert views
    assert all(str(view.tab) for view in views)


def test_page_is_told_what_the_step_allows_awaits_and_shows(alice: Facilitator) -> None:
    session = make_room(alice).session
    view = agenda_view(AtelierSession.objects.get(pk=session.pk))
    assert "move_participant" in view.participants_may.split()
    assert "post_card" not in view.participants_may.split()
    assert Action.POST_CARD in view.later.split()
    assert view.opened_by[Action.POST_CARD] == "Récits"
    assert view.panels.projector == ("invitation", "counts", "resources")
