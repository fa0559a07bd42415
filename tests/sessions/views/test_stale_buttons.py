"""I26: a button does what it said when it was drawn, and nothing else: two pages, two facilitators, a stale tab."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from referentiel.commands.territories import add_territory
from sessions.commands import clock, polls, sessions
from sessions.models import AtelierSession, Facilitator, JournalEntry, Participant, Poll
from sessions.models import TrajectoryCard as Card
from tests.factories import Person
from tests.sessions.commands.moments import (
    close_poll,
    close_session,
    hide_card,
    pause_clock,
    reveal_poll,
    start_clock,
)
from tests.sessions.views.stale_pages import Still
from tests.sessions.world import World, begin_discussion, everything


@pytest.fixture
def others(world: World, denis: Facilitator) -> Facilitator:
    """Denis leads the room too."""
    world.room.session.facilitators.add(denis)
    return denis


def cockpit(world: World) -> Still:
    """Alice's cockpit as it is drawn now."""
    return Still(world.room.leader_browser(), f"/s/{world.room.session.code}/animation/")


def page_of(world: World, person: Person) -> Still:
    """A participant's page as it is drawn now."""
    return Still(person.browser(), f"/s/{world.room.session.code}/")


def step(world: World) -> str:
    session = AtelierSession.objects.select_related("current_step").get(pk=world.room.session.pk)
    assert session.current_step is not None
    return session.current_step.kind_key


def head(world: World) -> int:
    return AtelierSession.objects.get(pk=world.room.session.pk).last_seq


def to(kind: str) -> Callable[[World], None]:
    """Leads the room to a step."""
    return lambda world: world.room.go_to(kind)


def draft(world: World) -> None:
    """As before its opening."""
    AtelierSession.objects.update(status="draft")


def first_poll(world: World) -> None:
    """No vote was opened yet."""
    Poll.objects.all().delete()


def remove_chloe(world: World) -> None:
    """Her seat is taken away."""
    cockpit(world).press("Retirer Chloé")


TWICE = [
    # Before, the button, what one press leaves in the journal.
    (to("accueil"), "Étape suivante", "step_opened"),
    (to("recits"), "Lecture", "step_opened"),
    (draft, "Ouvrir la séance", "session_opened"),
    (close_session, "Rouvrir la séance", "session_opened"),
    (to("vote"), "Clore la séance", "session_closed"),
    (to("vote"), "Lancer 15", "clock_started"),
    (start_clock, "Pause", "clock_paused"),
    (pause_clock, "Reprendre", "clock_resumed"),
    (start_clock, "Arrêter", "clock_stopped"),
    (to("vote"), "Clore le vote", "poll_closed"),
    (close_poll, "Rouvrir le vote", "poll_reopened"),
    (close_poll, "Dévoiler le résultat", "poll_revealed"),
    (begin_discussion, "Terminer l’échange", "discussion_ended"),
    (to("vote"), "Masquer Le terril", "card_hidden"),
    (hide_card, "Restaurer Le terril", "card_restored"),
    (to("vote"), "Masquer : Faire parler", "balise_hidden"),
    (to("vote"), "Retirer Chloé", "participant_removed"),
    (to("vote"), "Effacer Chloé", "participant_erased"),
    (remove_chloe, "Effacer Chloé", "participant_erased"),
]


@pytest.mark.parametrize(("before", "button", "entry"), TWICE, ids=str)
@pytest.mark.parametrize("pages", ["one page", "two pages", "two facilitators"])
def test_button_pressed_twice_acts_once_and_is_answered_as_done(
    world: World,
    others: Facilitator,
    before: Callable[[World], None],
    button: str,
    entry: str,
    pages: str,
) -> None:
    before(world)
    first, at = cockpit(world), head(world)
    second = first if pages == "one page" else cockpit(world)
    if pages == "two facilitators":
        second.browser.force_login(others, backend="django.contrib.auth.backends.ModelBackend")
    assert first.press(button).status_code == 204
    after = step(world)
    assert second.press(button).status_code == 204
    assert step(world) == after
    entries = JournalEntry.objects.filter(session=world.room.session, seq__gt=at)
    assert [one.event for one in entries] == [entry]
    assert head(world) == at + 1


def test_press_that_changed_nothing_is_answered_alike_for_ever(world: World) -> None:
    """The outbox sends it again after the room has gone on: no refusal, and no second effect."""
    world.room.go_to("accueil")
    page, operation = cockpit(world), str(uuid4())
    world.room.go_to("recits")
    assert page.press("Étape suivante", operation=operation).status_code == 204
    world.room.go_to("vote")
    after = everything()
    assert page.press("Étape suivante", operation=operation).status_code == 204
    assert everything() == after


def test_press_that_was_answered_is_answered_alike_for_ever(world: World) -> None:
    world.room.go_to("accueil")
    page, operation = cockpit(world), str(uuid4())
    assert page.press("Étape suivante", operation=operation).status_code == 204
    world.room.go_to("vote")
    after = everything()
    assert page.press("Étape suivante", operation=operation).status_code == 204
    assert everything() == after


def open_and_close(world: World) -> None:
    """The doors were opened and closed."""
    sessions.open_session(world.room.leader, uuid4())
    close_session(world)


def another_poll(world: World) -> None:
    """A second vote came and went."""
    poll = world.room.open_poll()
    polls.close_poll(world.room.leader, uuid4(), poll.pk)


def reopen_poll(world: World) -> None:
    """People vote again."""
    polls.reopen_poll(world.room.leader, uuid4(), world.poll.pk)


def shift_clock(world: World) -> None:
    """Somebody else gave a minute more."""
    clock.shift_clock(world.room.leader, uuid4(), minutes=1)


def stop_clock(world: World) -> None:
    """Somebody else stopped it."""
    clock.stop_clock(world.room.leader, uuid4())


def restart_clock(world: World) -> None:
    """Somebody else stopped it and started it afresh."""
    stop_clock(world)
    clock.start_clock(world.room.leader, uuid4(), minutes=3)


STALE = [
    # Before, what comes between, the button of the page drawn before that, a word of the refusal.
    (to("accueil"), to("lecture"), "Étape suivante", "Lecture"),
    (to("accueil"), to("lecture"), "Bilan", "Lecture"),
    (to("vote"), to("accueil"), "Bilan", "Accueil"),
    (draft, open_and_close, "Ouvrir la séance", "close"),
    (to("accueil"), to("vote"), "Lancer 15", "Vote"),
    (start_clock, shift_clock, "+1", "changé le minuteur"),
    (start_clock, shift_clock, "−1", "changé le minuteur"),
    (start_clock, shift_clock, "Pause", "changé le minuteur"),
    (pause_clock, stop_clock, "Reprendre", "changé le minuteur"),
    (start_clock, restart_clock, "Arrêter", "changé le minuteur"),
    (to("vote"), reveal_poll, "Clore le vote", "n’est pas ouvert"),
    (close_poll, reopen_poll, "Dévoiler le résultat", "Clôturez"),
]


@pytest.mark.parametrize(("before", "between", "button", "reason"), STALE)
def test_button_of_a_stale_page_does_nothing_and_says_so(
    world: World,
    before: Callable[[World], None],
    between: Callable[[World], None],
    button: str,
    reason: str,
) -> None:
    before(world)
    page = cockpit(world)
    between(world)
    after = everything()
    answer = page.press(button)
    assert answer.status_code == 409
    assert reason in answer.content.decode()
    assert everything() == after


def test_card_corrected_since_is_not_deleted_unread(world: World) -> None:
    world.room.go_to("recits")
    page = page_of(world, world.bob)
    where = f"/s/{world.room.session.code}/cartes/{world.card.pk}/"
    Still(world.room.leader_browser(), where).press("Enregistrer", title="Le terril jumeau")
    refused = page.press("Supprimer Le terril")
    assert refused.status_code == 409
    assert "modifiée" in refused.content.decode()
    assert Card.objects.filter(pk=world.card.pk).exists()
    assert page_of(world, world.bob).press("Supprimer Le terril jumeau").status_code == 204
    assert not Card.objects.filter(pk=world.card.pk).exists()


def test_card_deleted_in_another_tab_is_gone_and_this_is_said(world: World) -> None:
    world.room.go_to("recits")
    page = page_of(world, world.bob)
    assert page.press("Supprimer Le terril").status_code == 204
    refused = page.press("Supprimer Le terril")
    assert refused.status_code == 404
    assert refused.content.decode() == "Cette carte n’existe plus."


def test_support_given_in_two_tabs_is_one_and_withdrawn_is_withdrawn(world: World) -> None:
    world.room.go_to("emergence")
    tabs, at = [page_of(world, world.chloe) for _ in range(2)], head(world)
    for supported, count in (("1", 2), ("0", 1)):
        for tab in tabs:
            assert tab.press("Soutenir", supported=supported).status_code == 204
        assert world.proposal.supports.count() == count
    assert head(world) == at + 2


def test_person_moved_by_somebody_else_is_not_moved_on_unseen(world: World) -> None:
    lens = add_territory(name="Lens")
    world.room.session.territories.add(lens)
    where = f"/s/{world.room.session.code}/participants/{world.chloe.seat.pk}/territoire/"
    first, second = (Still(world.room.leader_browser(), where) for _ in range(2))
    malaunay = world.bob.seat.territory_id
    assert first.press("Changer", territory=malaunay).status_code == 200
    refused = second.press("Changer", territory=lens.pk)
    assert refused.status_code == 422
    second.show(refused)
    assert second.theirs() == ["Malaunay"]
    assert Participant.objects.get(pk=world.chloe.seat.pk).territory_id == malaunay
    assert second.press("Changer", territory=lens.pk).status_code == 200
    assert Participant.objects.get(pk=world.chloe.seat.pk).territory_id == lens.pk
