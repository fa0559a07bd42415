"""What a season shares is seen in the room while people arrive, and opens for those who have a place in it."""

import time
from uuid import uuid4

import pytest
from django.test import Client
from lxml import html
from pytest_django import DjangoAssertNumQueries

from referentiel.commands.base import Author
from referentiel.commands.resources import renew_link
from referentiel.models import Resource, ResourceAudience, Season
from referentiel.viewers import SEATED_FOR
from sessions.audience import FACILITATORS, PARTICIPANTS, PROJECTOR, Audience
from sessions.commands import participants
from sessions.fragments.boards import render_board
from sessions.models import AtelierSession
from sessions.queries.resources import MOST_SHOWN, shared_resources
from tests.sessions.world import World

AUTHOR = Author("Alice")


def share(season: Season, title: str, audience: str = "season", **more: str) -> Resource:
    slug = title.lower().replace(" ", "-")
    said = {"kind": "film", "link": "https://exemple.fr/", **more}
    return Resource.objects.create(season=season, title=title, slug=slug, audience=audience, **said)


@pytest.fixture
def season(world: World) -> Season:
    """Gives the room a season, with one resource for each audience."""
    season = Season.objects.create(number=7, title="S", theme="T", starts_on="2023-04-01")
    AtelierSession.objects.filter(pk=world.room.session.pk).update(season=season)
    for audience in ResourceAudience.values:
        share(season, f"Pour {audience}", audience)
    return season


def board_of(world: World, audience: Audience) -> str:
    return render_board(AtelierSession.objects.get(pk=world.room.session.pk), audience)


def address(world: World, slug: str) -> str:
    return f"/s/{world.room.session.code}/ressources/{slug}/"


def test_room_sees_what_its_season_shares(world: World, season: Season) -> None:
    share(season, "Seulement décrite", "everyone", link="")
    share(Season.objects.create(number=8, title="S", theme="T", starts_on="2024-04-01"), "Ailleurs")
    (shared,) = html.fromstring(board_of(world, PARTICIPANTS)).xpath("//*[@id='resources']")
    links = [link.get("href") for link in shared.xpath(".//a")]
    assert links == [address(world, "pour-season"), address(world, "pour-everyone")]
    assert "Seulement" not in shared.text_content()
    assert "Ailleurs" not in shared.text_content()
    (panel,) = shared.xpath("..")
    assert panel.get("data-panel") == "resources"


def test_screen_shows_titles_and_no_address(world: World, season: Season) -> None:
    (shared,) = html.fromstring(board_of(world, PROJECTOR)).xpath("//*[@id='resources']")
    assert "Pour season" in shared.text_content()
    assert not shared.xpath(".//@href")


def test_no_board_holds_the_key_of_the_season_or_what_is_for_facilitators(
    world: World, season: Season
) -> None:
    for audience in (PARTICIPANTS, PROJECTOR, FACILITATORS):
        told = board_of(world, audience)
        assert season.link_key not in told
        assert "Pour facilitators" not in told
    assert "Pour season" not in board_of(world, FACILITATORS)


def test_season_without_resources_shows_nothing(world: World) -> None:
    told = html.fromstring(board_of(world, PARTICIPANTS))
    (shared,) = told.xpath("//*[@id='resources']")
    assert shared.get("hidden") is not None
    page = html.fromstring(world.bob.browser().get(f"/s/{world.room.session.code}/").content)
    assert "resources" not in page.xpath("//*[@id='views']//@data-view")


@pytest.mark.parametrize("count", [1, 30])
def test_room_pays_two_queries_whatever_is_shared(
    world: World, season: Season, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(count):
        share(season, f"Film {n}")
    session = AtelierSession.objects.get(pk=world.room.session.pk)
    with django_assert_num_queries(2):
        shared = shared_resources(session)
    assert len(shared.lines) == min(MOST_SHOWN, count + 2)
    assert len(shared.lines) + shared.more == count + 2


def test_seat_opens_what_the_participants_of_the_season_may_see(
    world: World, season: Season
) -> None:
    browser = world.bob.browser()
    page = "/referentiel/ressources/pour-season/"
    assert browser.get(page).status_code == 404
    answer = browser.get(address(world, "pour-season"))
    assert answer.headers["Location"] == page
    cookie = browser.cookies[f"season_seat_{season.pk}"]
    assert (cookie["httponly"], cookie["path"], cookie["max-age"]) == (
        True,
        "/referentiel/",
        SEATED_FOR,
    )
    assert season.link_key not in cookie.value
    shown = browser.get(page)
    assert shown.status_code == 200
    assert "no-store" in shown.headers["Cache-Control"]
    assert browser.get("/referentiel/ressources/pour-facilitators/").status_code == 404
    assert browser.get(address(world, "pour-facilitators")).status_code == 404


def test_link_that_is_copied_leads_strangers_to_the_door(
    world: World, elsewhere: World, season: Season
) -> None:
    gone = world.room.seat("Gaston", "Malaunay")
    participants.remove_participant(world.room.leader, uuid4(), gone.seat.pk)
    for browser in (Client(), elsewhere.bob.browser(), gone.browser()):
        answer = browser.get(address(world, "pour-season"))
        assert answer.headers["Location"].endswith("/rejoindre/")
        assert not [name for name in browser.cookies if name.startswith("season")]
        assert browser.get("/referentiel/ressources/pour-season/").status_code == 404


def test_what_a_seat_opened_ends_with_the_day_and_with_the_link(
    world: World, season: Season, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = world.bob.browser()
    browser.get(address(world, "pour-season"))
    page = "/referentiel/ressources/pour-season/"
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + SEATED_FOR + 60)
    assert browser.get(page).status_code == 404
    monkeypatch.setattr(time, "time", lambda: now + 60)
    assert browser.get(page).status_code == 200
    renew_link(season, seen=1, author=AUTHOR)
    assert browser.get(page).status_code == 404


@pytest.mark.parametrize("said", ["x", "é", "1.1:abc:def", ""])
def test_cookie_that_nobody_gave_opens_nothing(season: Season, said: str) -> None:
    browser = Client(headers={"Cookie": f"season_seat_{season.pk}={said}"})
    assert browser.get("/referentiel/ressources/pour-season/").status_code == 404


def test_cookie_of_one_season_opens_no_other(world: World, season: Season) -> None:
    other = Season.objects.create(number=8, title="S", theme="T", starts_on="2024-04-01")
    share(other, "Ailleurs")
    browser = world.bob.browser()
    browser.get(address(world, "pour-season"))
    value = browser.cookies[f"season_seat_{season.pk}"].value
    forged = Client(headers={"Cookie": f"season_seat_{other.pk}={value}"})
    assert forged.get("/referentiel/ressources/ailleurs/").status_code == 404
