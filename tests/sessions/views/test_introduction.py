"""Saying with whom one comes: a form of one's own, which keeps what was typed and compares what stands there."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from sessions.audience import FACILITATORS, PARTICIPANTS, PROJECTOR
from sessions.commands import participants
from sessions.models import AtelierSession
from tests.factories import Person, Room
from tests.sessions.world import whole_page


@pytest.fixture
def browser(bob: Person) -> Client:
    return bob.browser()


def address(room: Room, person: Person) -> str:
    return reverse("ateliers:participant-introduction", args=[room.session.code, person.seat.pk])


def sent(browser: Client, room: Room, person: Person, **fields: str) -> tuple[int, str]:
    answer = browser.post(address(room, person), {"operation": str(uuid4()), **fields})
    return answer.status_code, answer.content.decode()


def test_what_somebody_said_stands_in_the_form_again(
    browser: Client, room: Room, bob: Person
) -> None:
    assert sent(browser, room, bob, organisation="Régie", family="agents")[0] == 200
    form = browser.get(address(room, bob)).content.decode()
    assert 'value="Régie"' in form
    chosen = form.split('value="agents"')[1].split(">")[0]
    assert "checked" in chosen


def test_nobody_says_it_for_another_participant(browser: Client, room: Room, chloe: Person) -> None:
    assert sent(browser, room, chloe, family="agents")[0] == 403
    chloe.seat.refresh_from_db()
    assert chloe.seat.family == ""


def test_unknown_family_is_refused_and_the_organisation_stays_typed(
    browser: Client, room: Room, bob: Person
) -> None:
    status, page = sent(browser, room, bob, organisation="Régie", family="kings")
    assert status == 422
    assert 'value="Régie"' in page


def test_form_drawn_before_another_page_said_otherwise_shows_both(
    browser: Client, room: Room, bob: Person
) -> None:
    seen = participants.introduction_mark(bob.seat)
    sent(browser, room, bob, organisation="Régie", family="agents", seen=seen)
    status, page = sent(browser, room, bob, organisation="Mairie", family="elected", seen=seen)
    assert status == 422
    assert 'value="Mairie"' in page
    assert "Régie" in page
    bob.seat.refresh_from_db()
    assert bob.seat.organisation == "Régie"


def test_organisation_signs_cards_until_the_person_is_erased(
    browser: Client, room: Room, bob: Person
) -> None:
    room.go_to("recits")
    room.post(bob, "Le terril")
    sent(browser, room, bob, organisation="Régie de l’eau", family="operators")
    assert "Bob (Régie de l’eau)" in whole_page(
        AtelierSession.objects.get(pk=room.session.pk), PARTICIPANTS
    )
    participants.erase_participant(room.leader, uuid4(), bob.seat.pk)
    bob.seat.refresh_from_db()
    assert (bob.seat.organisation, bob.seat.family) == ("", "")


def test_hall_sees_the_sentences_only_when_a_facilitator_says_so(room: Room, bob: Person) -> None:
    participants.introduce(bob.actor, uuid4(), bob.seat.pk, organisation="", family="operators")
    room.go_to("recits")
    for shown in (True, False):
        leader = room.leader_browser()
        where = reverse("ateliers:voices", args=[room.session.code])
        leader.post(where, {"operation": str(uuid4()), "shown": "1" if shown else "0"})
        session = AtelierSession.objects.get(pk=room.session.pk)
        told = "Aucun opérateur ne s’est encore exprimé."
        assert told in whole_page(session, FACILITATORS)
        # Not hidden by the page: the bytes are not there.
        assert (told in whole_page(session, PROJECTOR)) is shown
        assert told not in whole_page(session, PARTICIPANTS)
