"""Preparing a séance, and finding one's own."""

from uuid import uuid4

import pytest
from django.test import Client

from referentiel.commands.territories import add_territory
from referentiel.models import Territory
from sessions.models import AtelierSession, Facilitator
from tests.factories import Room


def planned(**changes: object) -> dict[str, object]:
    """What the form sends."""
    return {
        "title": "Récits croisés",
        "season": "",
        "held_on": "2026-11-23",
        "territories": [add_territory(name="Malaunay").pk],
        "new_territories": "Trifouillis\r\n\r\n  Trifouillis \r\nPont-l’Abbé",
        "secrecy": "anonymous",
        "operation": str(uuid4()),
        **changes,
    }


@pytest.fixture
def browser(alice: Facilitator) -> Client:
    """Alice's."""
    browser = Client()
    browser.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")
    return browser


def test_session_is_prepared_and_leads_to_its_cockpit(browser: Client, alice: Facilitator) -> None:
    response = browser.post("/seances/nouvelle/", planned())
    session = AtelierSession.objects.get()
    assert response.headers["Location"] == f"/s/{session.code}/animation/"
    assert (session.title, session.status, session.secrecy) == (
        "Récits croisés",
        "draft",
        "anonymous",
    )
    assert list(session.facilitators.all()) == [alice]
    names = {territory.name for territory in session.territories.all()}
    assert names == {"Malaunay", "Trifouillis", "Pont-l’Abbé"}
    assert browser.get(f"/s/{session.code}/animation/").status_code == 200


def test_form_sent_twice_is_one_session(browser: Client) -> None:
    words = planned()
    first, second = (browser.post("/seances/nouvelle/", words) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert AtelierSession.objects.count() == 1


def test_operation_reused_for_another_session_is_a_conflict(browser: Client) -> None:
    words = planned()
    browser.post("/seances/nouvelle/", words)
    response = browser.post("/seances/nouvelle/", {**words, "title": "Une autre"})
    assert response.status_code == 409
    assert AtelierSession.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "x" * 121},
        {"title": "\0"},
        {"held_on": "demain"},
        {"secrecy": "public"},
        {"season": "999"},
        {"season": "9" * 30},
        {"territories": ["x"]},
        {"territories": ["9" * 30]},
        {"territories": [], "new_territories": ""},
        {"new_territories": "x" * 121},
        {"new_territories": "\n".join(f"Ville {n}" for n in range(31))},
        {"operation": ""},
        {"operation": "x"},
    ],
    ids=" ".join,
)
def test_session_refused_keeps_what_was_typed_and_adds_no_territory(
    browser: Client, wrong: dict[str, object]
) -> None:
    response = browser.post("/seances/nouvelle/", planned(**wrong))
    html = response.content.decode()
    assert response.status_code == 422
    assert "error-summary" in html
    if "title" not in wrong:
        assert 'value="Récits croisés"' in html
    assert not AtelierSession.objects.exists()
    assert [territory.name for territory in Territory.objects.all()] == ["Malaunay"]


def test_form_asks_for_its_operation_once(browser: Client) -> None:
    assert browser.get("/seances/nouvelle/").content.decode().count('name="operation"') == 1


def test_list_holds_my_sessions_and_no_others(room: Room, other_room: Room) -> None:
    html = room.leader_browser().get("/seances/").content.decode()
    assert "Séance d’essai" in html
    assert "Une autre séance" not in html
    assert other_room.session.code not in html
