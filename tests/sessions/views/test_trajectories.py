"""The pages that publish a trajectory, and the page of an atelier, which tells the séances held in it."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from lxml import html

from referentiel.models import Atelier, HeldSession, PublishedTrajectory, Season
from sessions.commands import cards, sessions
from sessions.queries.carrying import Earlier
from tests.factories import Person, Room

FORM = "trajectoires/malaunay/publication/"


@pytest.fixture
def closed(room: Room, bob: Person) -> Room:
    """Closed, with a card of Malaunay."""
    room.go_to("recits")
    room.post(bob, "Le terril", text="Un récit.")
    sessions.close_session(room.leader, uuid4())
    return room


@pytest.fixture
def leader(room: Room) -> Client:
    return room.leader_browser()


def address(room: Room, where: str) -> str:
    return f"/s/{room.session.code}/{where}"


def drawn(browser: Client, where: str) -> dict[str, Any]:
    """Returns the form of a page, as its browser would send it."""
    form = html.fromstring(browser.get(where).content).xpath("//main//form")[0]
    return dict(form.form_values())


def test_list_tells_what_each_territory_may_publish(leader: Client, closed: Room) -> None:
    told = leader.get(address(closed, "trajectoires/")).content.decode()
    assert "1 carte" in told
    assert FORM in told
    assert "le-mene/publication" not in told


def test_open_session_offers_nothing_to_publish(leader: Client, room: Room) -> None:
    told = leader.get(address(room, "trajectoires/")).content.decode()
    assert "une fois la séance close" in told
    assert "publication/" not in told


def test_page_shows_what_becomes_public_and_publishes_it(leader: Client, closed: Room) -> None:
    where = address(closed, FORM)
    shown = leader.get(where).content.decode()
    assert "Le terril" in shown
    assert "Ce qui devient public" in shown
    answer = leader.post(where, {**drawn(leader, where), "agreed_by": "La maire"})
    assert answer.headers["Location"] == "/referentiel/territoires/malaunay/"
    assert PublishedTrajectory.objects.get().agreed_by == "La maire"
    assert "publiée le" in leader.get(address(closed, "trajectoires/")).content.decode()
    public = Client().get("/referentiel/territoires/malaunay/").content.decode()
    assert "Le terril" in public
    for kept in ("La maire", "Bob", closed.session.code):
        assert kept not in public


@pytest.mark.parametrize(
    "wrong",
    [{"agreed_by": ""}, {"agreed_by": "x" * 151}, {"agreed_on": "2099-01-01"}, {"agreed_on": ""}],
    ids=str,
)
def test_agreement_that_says_too_little_publishes_nothing(
    leader: Client, closed: Room, wrong: dict[str, str]
) -> None:
    where = address(closed, FORM)
    words = {**drawn(leader, where), "agreed_by": "Sentinelle", **wrong}
    answer = leader.post(where, words)
    assert answer.status_code == 422
    assert words["agreed_by"] in answer.content.decode()
    assert not PublishedTrajectory.objects.exists()


def test_page_of_before_shows_the_cards_of_now(leader: Client, closed: Room) -> None:
    where = address(closed, FORM)
    words = {**drawn(leader, where), "agreed_by": "La maire"}
    sessions.open_session(closed.leader, uuid4())
    card = closed.session.cards.get()
    cards.edit_card(closed.leader, uuid4(), card.pk, kind="etape", title="Le terril reboisé")
    sessions.close_session(closed.leader, uuid4())
    answer = leader.post(where, words)
    told = answer.content.decode()
    assert answer.status_code == 422
    assert "Entre-temps" in told
    assert "Le terril reboisé" in told
    assert not PublishedTrajectory.objects.exists()
    form = html.fromstring(told).xpath("//main//form")[0]
    again = {**dict(form.form_values()), "operation": str(uuid4())}
    assert leader.post(where, again).status_code == 302


def test_card_says_which_session_told_it_and_offers_its_territory_to_go_on(
    leader: Client, closed: Room
) -> None:
    plan = sessions.Plan(
        title="La suite",
        season=None,
        held_on=date(2027, 1, 10),
        territories=list(closed.session.territories.all()),
        continues=[Earlier(closed.people["Bob"].seat.territory_id, session=closed.session.pk)],
    )
    room = Room(sessions.create_session(closed.facilitator, uuid4(), plan), closed.facilitator)
    sessions.open_session(room.leader, uuid4())
    bea, dora = room.seat("Béa", "Malaunay"), room.seat("Dora", "Le Mené")
    room.go_to("recits")
    card = room.session.cards.get()
    told = bea.browser().get(address(room, "")).content.decode()
    assert "Carte de la séance du 23 novembre 2026" in told
    assert "data-carried" in told
    form = address(room, f"cartes/{card.pk}/")
    assert bea.browser().get(form).status_code == 200
    assert dora.browser().get(form).status_code == 403
    report = leader.get(address(room, "exports/html")).content.decode()
    assert "Carte de la séance du 23 novembre 2026" in report


@pytest.fixture
def atelier(room: Room) -> Atelier:
    season = Season.objects.create(
        number=7, title="Essai", theme="Essayer.", starts_on=date(2023, 4, 1)
    )
    return Atelier.objects.create(season=season, number=1, theme="Tenir le fil")


def test_session_of_an_atelier_is_told_there_once_it_is_closed(
    leader: Client, room: Room, atelier: Atelier
) -> None:
    where = address(room, "preparation/")
    words = {**drawn(leader, where), "season": atelier.season_id, "atelier": atelier.pk}
    assert leader.post(where, words).status_code == 302
    assert not HeldSession.objects.exists()
    sessions.close_session(room.leader, uuid4())
    public = Client().get(atelier.get_absolute_url()).content.decode()
    assert room.session.title in public
    assert "23 novembre 2026" in public
    assert room.session.code not in public
    sessions.delete_session(room.session.pk)
    assert room.session.title in Client().get(atelier.get_absolute_url()).content.decode()


def test_atelier_of_another_season_is_refused(leader: Client, room: Room, atelier: Atelier) -> None:
    where = address(room, "preparation/")
    answer = leader.post(where, {**drawn(leader, where), "season": "", "atelier": atelier.pk})
    assert answer.status_code == 422
    assert "d’une autre saison" in answer.content.decode()
