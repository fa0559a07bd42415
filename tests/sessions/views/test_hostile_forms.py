"""Forms sent too late, too large, or to do harm."""

import json

import pytest
from django.test import Client

from sessions.models import AtelierSession, Operation, Proposal, TrajectoryCard
from tests.sessions.commands.moments import close_session
from tests.sessions.views.live_page import send
from tests.sessions.world import World, everything

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>\" hx-get='/x' </template>"


@pytest.fixture
def at_stories(world: World) -> World:
    """The room back at « récits »."""
    world.room.go_to("recits")
    return world


def test_closed_session_takes_nothing_and_says_so(at_stories: World) -> None:
    close_session(at_stories)
    before = everything()
    response = send(
        at_stories.bob.browser(), at_stories, "cartes/", kind="etape", title="Trop tard"
    )
    assert response.status_code == 422
    assert "La séance est close" in response.content.decode()
    assert everything() == before


def test_body_of_a_megabyte_is_refused(at_stories: World) -> None:
    before = everything()
    response = send(
        at_stories.bob.browser(), at_stories, "cartes/", kind="etape", title="x", text="🌱" * 250_000
    )  # fmt: skip
    assert response.status_code in {400, 413}
    assert everything() == before


def test_script_in_every_field_is_shown_as_text(at_stories: World) -> None:
    room, code = at_stories.room, at_stories.room.session.code
    AtelierSession.objects.filter(pk=room.session.pk).update(title=SCRIPT)
    eve = room.seat(SCRIPT[:60], "Malaunay")
    words = {"kind": "etape", "title": SCRIPT, "text": SCRIPT, "organisation": SCRIPT}
    send(eve.browser(), at_stories, "cartes/", **words, moment=f"{SCRIPT[:40]} 2014")
    card = TrajectoryCard.objects.latest("pk")
    room.go_to("lecture")
    reading = {"intensity-value": "3", "reason-value": SCRIPT}
    send(eve.browser(), at_stories, f"cartes/{card.pk}/lecture/", **reading)
    room.go_to("emergence")
    statement = f"Faire {SCRIPT}"
    send(eve.browser(), at_stories, "balises/", statement=statement, cards=[card.pk])
    proposal = Proposal.objects.latest("pk")
    assert (card.title, proposal.statement) == (SCRIPT, statement)
    leader = room.leader_browser()
    pages = [
        eve.browser().get(f"/s/{code}/"),
        leader.get(f"/s/{code}/animation/"),
        leader.get(f"/s/{code}/ecran/"),
        leader.get(f"/s/{code}/suite/?audience=facilitators&since=1"),
        leader.get(f"/s/{code}/cartes/{card.pk}/"),
        leader.get(f"/s/{code}/balises/{proposal.pk}/"),
        eve.browser().get(f"/s/{code}/cartes/{card.pk}/lecture/"),
        leader.get("/seances/"),
        leader.get(f"/s/{code}/preparation/"),
        Client().get(f"/s/{code}/rejoindre/"),
        send(eve.browser(), at_stories, f"cartes/{card.pk}/", **words),
    ]
    for page in pages:
        html = page.content.decode()
        if page.headers["Content-Type"] == "application/json":
            html = json.loads(html)["html"]
        assert "alert(1)" in html
        for harmful in ("<script>", "<img src=x", "hx-get='/x'"):
            assert harmful not in html, (page.request["PATH_INFO"], harmful)
    assert Operation.objects.exists()
