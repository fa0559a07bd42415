"""The page that corrects a séance and adds territories to it."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils.html import strip_tags

from referentiel.commands.territories import add_territory
from referentiel.models import Territory
from sessions.models import AtelierSession
from tests.factories import Room
from tests.sessions.commands.moments import close_session
from tests.sessions.world import World, everything


def planned(**changes: object) -> dict[str, object]:
    """What the form sends."""
    return {
        "title": "Récits croisés",
        "season": "",
        "held_on": "2026-12-01",
        "new_territories": "Trifouillis",
        "operation": str(uuid4()),
        **changes,
    }


@dataclass
class Page:
    """The page in Alice's browser, who has logged in."""

    browser: Client
    address: str

    def read(self) -> str:
        """As it is shown."""
        return self.browser.get(self.address).content.decode()

    def send(self, **changes: object) -> Any:
        """Its form."""
        return self.browser.post(self.address, planned(**changes))


@pytest.fixture
def page(room: Room) -> Page:
    """Of the room."""
    return Page(room.leader_browser(), f"/s/{room.session.code}/preparation/")


def test_form_shows_what_is_and_offers_what_is_not_there_yet(page: Page) -> None:
    add_territory(name="Eybens")
    html = page.read()
    assert 'value="Séance d’essai"' in html
    assert 'value="2026-11-23"' in html
    assert html.count('type="checkbox"') == 1
    assert "Eybens" in html
    assert "Dans la séance : Le Mené, Malaunay." in strip_tags(html)


def test_form_taken_leads_back_to_the_cockpit(room: Room, page: Page) -> None:
    eybens = add_territory(name="Eybens")
    response = page.send(territories=[eybens.pk])
    assert response.headers["Location"] == f"/s/{room.session.code}/animation/"
    session = AtelierSession.objects.get()
    assert (session.title, str(session.held_on)) == ("Récits croisés", "2026-12-01")
    names = {territory.name for territory in session.territories.all()}
    assert names == {"Malaunay", "Le Mené", "Eybens", "Trifouillis"}
    assert "Trifouillis" in page.browser.get(f"/s/{session.code}/rejoindre/").content.decode()


def test_form_sent_twice_has_one_effect(page: Page) -> None:
    words = planned(territories=[add_territory(name="Eybens").pk])
    first = page.send(**words)
    after = everything()
    assert page.send(**words).headers["Location"] == first.headers["Location"]
    assert everything() == after


def test_secrecy_and_code_cannot_be_changed_by_an_extra_field(room: Room, page: Page) -> None:
    code = room.session.code
    assert page.send(secrecy="anonymous", code="AAAAAAAA", status="closed").status_code == 302
    session = AtelierSession.objects.get()
    assert (session.secrecy, session.code, session.status) == ("named", code, "open")


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "x" * 121},
        {"title": "\0"},
        {"held_on": "demain"},
        {"season": "999"},
        {"territories": ["x"]},
        {"territories": ["9" * 30]},
        {"new_territories": "x" * 121},
        {"new_territories": "\n".join(f"Ville {n}" for n in range(29))},
        {"operation": "x"},
    ],
    ids=" ".join,
)
def test_form_refused_keeps_what_was_typed_and_changes_nothing(
    page: Page, wrong: dict[str, object]
) -> None:
    before = everything()
    response = page.send(**wrong)
    assert response.status_code == 422
    assert "error-summary" in response.content.decode()
    assert everything() == before


def test_thirty_territories_and_no_more(page: Page) -> None:
    lines = "\n".join(["Malaunay", *(f"Ville {number}" for number in range(28))])
    assert page.send(new_territories=lines).status_code == 302
    assert page.send(new_territories="Une de trop").status_code == 422
    assert not Territory.objects.filter(name="Une de trop").exists()


def test_closed_session_says_why_nothing_changes(world: World, page: Page) -> None:
    close_session(world)
    before = everything()
    assert "Rouvrez-la d’abord" in page.read()
    response = page.send()
    assert response.status_code == 422
    assert "plus rien n’y change" in response.content.decode()
    assert everything() == before


def test_empty_form_changes_nothing(page: Page) -> None:
    before = everything()
    response = page.browser.post(page.address, {})
    assert response.status_code == 422
    assert everything() == before
