"""Every text of people is read from the side where its own script begins, wherever it is shown."""

import re
from typing import Any

import pytest
from django.test import Client
from lxml import html

from sessions.audience import AUDIENCES, Audience
from sessions.exports.formats import FORMATS
from sessions.exports.outcome import read_outcome
from sessions.fragments.boards import render_board
from sessions.models import (
    AtelierSession,
    Participant,
    Poll,
    Proposal,
    StakeReading,
    Step,
    TrajectoryCard,
)
from tests.sessions.world import World

ARABIC = "النص العربي"
NOT_SHOWN = {"title", "option", "script", "style", "desc", "text"}
"""The last one is a line of a drawing: SVG gives it the direction of its own letters."""
LETTER = re.compile("[\u0600-\u06ff]")


@pytest.fixture
def arabic(world: World) -> World:
    """The séance of always, every text of which is in Arabic."""
    for model, *fields in (
        (AtelierSession, "title"),
        (Participant, "name"),
        (TrajectoryCard, "title", "text", "moment", "organisation"),
        (Proposal, "statement"),
        (StakeReading, "reason"),
        (Step, "title"),
    ):
        for number, each in enumerate(model.objects.all()):
            changed = dict.fromkeys(fields, f"{ARABIC} {number}")
            model.objects.filter(pk=each.pk).update(**changed)
    for number, territory in enumerate(world.room.session.territories.all()):
        type(territory).objects.filter(pk=territory.pk).update(name=f"{ARABIC} {number}")
    return world


def undirected(page: str) -> list[str]:
    """The texts in Arabic that stand in no element with a direction of its own."""
    found = html.fromstring(page).xpath("//text()")
    return [
        f"<{text.getparent().tag} class={text.getparent().get('class')!r}> {text.strip()}"
        for text in found
        if LETTER.search(text) and not directed(place_of(text))
    ]


def place_of(text: Any) -> html.HtmlElement:
    """The element that holds the text: after an element, that is the one around it."""
    element = text.getparent()
    place: html.HtmlElement = element.getparent() if text.is_tail else element
    return place


def directed(element: html.HtmlElement) -> bool:
    """Whether the element, or one around it, has a direction of its own, or shows no text."""
    lineage = [element, *element.iterancestors()]
    return any(
        one.tag == "bdi"
        or one.get("dir") == "auto"
        or one.tag in NOT_SHOWN
        or one.get("class") == "visually-hidden"
        for one in lineage
    )


@pytest.mark.parametrize("audience", AUDIENCES, ids=str)
@pytest.mark.parametrize("state", [Poll.State.OPEN, Poll.State.REVEALED])
def test_boards(arabic: World, audience: Audience, state: Poll.State) -> None:
    Poll.objects.filter(pk=arabic.poll.pk).update(state=state)
    session = AtelierSession.objects.get(pk=arabic.room.session.pk)
    page = render_board(session, audience)
    assert LETTER.search(page)
    assert undirected(page) == []


@pytest.mark.parametrize("address", ["", "animation/", "ecran/", "rejoindre/"])
def test_pages_of_a_session(arabic: World, address: str) -> None:
    browsers = {"": arabic.bob.browser(), "rejoindre/": Client()}
    browser = browsers.get(address) or arabic.room.leader_browser()
    answer = browser.get(f"/s/{arabic.room.session.code}/{address}", follow=True)
    assert undirected(answer.content.decode()) == []


def test_lists_and_forms_of_the_facilitator(arabic: World) -> None:
    browser = arabic.room.leader_browser()
    code = arabic.room.session.code
    for path in ("/seances/", f"/s/{code}/preparation/"):
        assert undirected(browser.get(path, follow=True).content.decode()) == []


@pytest.mark.parametrize("what", ["carte", "lecture", "balise", "territoire"])
def test_forms_of_the_room(arabic: World, what: str) -> None:
    room = f"/s/{arabic.room.session.code}"
    arabic.room.go_to(
        "emergence" if what == "balise" else "recits" if what == "carte" else "lecture"
    )
    path = {
        "carte": f"{room}/cartes/{arabic.card.pk}/",
        "lecture": f"{room}/cartes/{arabic.chloes_card.pk}/lecture/",
        "balise": f"{room}/balises/",
        "territoire": f"{room}/participants/{arabic.bob.seat.pk}/territoire/",
    }[what]
    browser = arabic.room.leader_browser() if what == "territoire" else arabic.bob.browser()
    answer = browser.get(path)
    assert answer.status_code == 200, path
    assert undirected(answer.content.decode()) == []


def test_compte_rendu(arabic: World) -> None:
    page = FORMATS["html"].write(read_outcome(arabic.room.session.code)).decode()
    assert LETTER.search(page)
    assert undirected(page) == []
