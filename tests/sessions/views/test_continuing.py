"""The form of a new séance goes on from what its territories told: the latest is ticked, and stays as one leaves it."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from lxml import html

from referentiel.commands.territories import add_territory
from referentiel.models import Collective, Season, Territory
from sessions.commands import sessions
from sessions.commands.trajectories import publish_trajectory
from sessions.models import AtelierSession, Facilitator
from tests.factories import Person, Room, make_room

NEW = "/seances/nouvelle/"
Words = dict[str, Any]


@pytest.fixture
def season(db: None) -> Season:
    """Malaunay and Lens have a collective in it; nobody told anything in it."""
    season = Season.objects.create(
        number=7, title="Essai", theme="Essayer.", starts_on=date(2023, 4, 1)
    )
    for name in ("Malaunay", "Lens"):
        Collective.objects.create(season=season, territory=add_territory(name=name))
    return season


@pytest.fixture
def closed(room: Room, bob: Person, chloe: Person, season: Season) -> Room:
    """Closed, outside of a season, with a card of Malaunay and one of Le Mené."""
    room.go_to("recits")
    room.post(bob, "Le terril", text="Un récit.")
    room.post(chloe, "Le bois")
    sessions.close_session(room.leader, uuid4())
    return room


@pytest.fixture
def leader(closed: Room) -> Client:
    return closed.leader_browser()


@pytest.fixture
def stranger(denis: Facilitator) -> Client:
    """Leads, but not the séance that told the cards."""
    return make_room(denis, title="Une autre séance").leader_browser()


def place(name: str) -> str:
    return str(Territory.objects.get(name=name).pk)


def of_session(room: Room, name: str) -> str:
    return f"s{room.session.pk}-{place(name)}"


def words_of(content: bytes) -> Words:
    """Returns what a browser would send of the form that a page holds."""
    found: Words = {"territories": [], "continues": []}
    # lxml leaves out what has no value, which browsers send.
    found |= dict.fromkeys(("season_seen", "suggested", "offered", "season"), "")
    for name, value in html.fromstring(content).xpath("//main//form")[0].form_values():
        if name in ("territories", "continues"):
            found[name].append(value)
        else:
            found[name] = value
    return found


def change(browser: Client, words: Words, **said: Any) -> Words:
    """Sends the form as the page does when a choice changed; returns what it then holds."""
    answer = browser.post(NEW, {**words, **said, "refresh": "1"})
    assert answer.status_code == 200
    return words_of(answer.content)


def begin(browser: Client, where: str = NEW) -> Words:
    return words_of(browser.get(where).content)


def test_first_page_ticks_nothing(leader: Client) -> None:
    words = begin(leader)
    assert (words["territories"], words["continues"]) == ([], [])


def test_chosen_season_ticks_its_territories_and_what_they_told_last(
    leader: Client, closed: Room, season: Season
) -> None:
    words = change(leader, begin(leader), season=season.pk, title="Récits, suite")
    assert sorted(words["territories"]) == sorted([place("Malaunay"), place("Lens")])
    assert words["continues"] == [of_session(closed, "Malaunay")]
    assert words["title"] == "Récits, suite"
    assert leader.post(NEW, words).status_code == 302
    session = AtelierSession.objects.get(title="Récits, suite")
    assert [card.title for card in session.cards.all()] == ["Le terril"]
    assert session.season == season


def test_nothing_is_prepared_and_nothing_refused_while_one_chooses(
    leader: Client, season: Season
) -> None:
    before = AtelierSession.objects.count()
    answer = leader.post(
        NEW, {**begin(leader), "season": season.pk, "held_on": "x", "refresh": "1"}
    )
    assert answer.status_code == 200
    assert "errorlist" not in answer.content.decode()
    assert words_of(answer.content)["held_on"] == "x"
    assert AtelierSession.objects.count() == before


def test_territory_that_is_ticked_brings_what_it_told(leader: Client, closed: Room) -> None:
    words = change(leader, begin(leader), territories=[place("Le Mené")])
    assert words["continues"] == [of_session(closed, "Le Mené")]
    written = change(leader, begin(leader), new_territories="  le mené\nLens")
    assert written["continues"] == [of_session(closed, "Le Mené")]


def test_what_was_unticked_stays_so(leader: Client, closed: Room, season: Season) -> None:
    words = change(leader, begin(leader), season=season.pk)
    words = change(leader, words, continues=[], territories=[place("Malaunay")])
    assert (words["continues"], words["territories"]) == ([], [place("Malaunay")])
    words = change(leader, words, territories=[place("Malaunay"), place("Le Mené")])
    assert words["continues"] == [of_session(closed, "Le Mené")]
    words = change(leader, words, title="Sans Malaunay")
    words = change(leader, words, territories=[place("Le Mené")])
    words = change(leader, words, territories=[place("Malaunay"), place("Le Mené")])
    assert words["continues"] == [of_session(closed, "Le Mené")]


def test_other_season_takes_back_what_the_first_one_ticked(leader: Client, season: Season) -> None:
    words = change(leader, begin(leader), territories=[place("Le Mené")])
    words = change(leader, words, season=season.pk)
    words = change(leader, words, territories=[place("Le Mené"), place("Malaunay")])
    words = change(leader, words, season="")
    assert words["territories"] == [place("Le Mené")]
    # Lens was unticked by hand, and Malaunay by the change of season alone.
    words = change(leader, words, season=season.pk)
    assert sorted(words["territories"]) == sorted([place("Le Mené"), place("Malaunay")])


def test_without_scripts_the_choice_is_shown_before_anything_is_prepared(
    leader: Client, closed: Room, season: Season
) -> None:
    before = AtelierSession.objects.count()
    first = leader.post(NEW, {**begin(leader), "title": "La suite", "season": season.pk})
    assert first.status_code == 422
    assert "Ce sont les territoires de la saison" in first.content.decode()
    assert AtelierSession.objects.count() == before
    words = words_of(first.content)
    assert words["title"] == "La suite"
    assert words["continues"] == [of_session(closed, "Malaunay")]
    assert leader.post(NEW, {**words, "continues": []}).status_code == 302
    assert not AtelierSession.objects.get(title="La suite").cards.exists()


def test_without_scripts_a_ticked_territory_shows_what_it_told(
    leader: Client, closed: Room
) -> None:
    words = {**begin(leader), "title": "La suite", "territories": [place("Le Mené")]}
    first = leader.post(NEW, words)
    assert first.status_code == 422
    assert "ont déjà une trajectoire" in first.content.decode()
    assert leader.post(NEW, words_of(first.content)).status_code == 302
    assert AtelierSession.objects.get(title="La suite").cards.get().title == "Le bois"


def publish(room: Room, name: str) -> None:
    publish_trajectory(
        room.leader,
        uuid4(),
        territory=int(place(name)),
        agreed_by="La maire Sentinelle",
        agreed_on=date(2026, 11, 24),
    )


def test_anybody_who_leads_goes_on_from_what_is_public(stranger: Client, closed: Room) -> None:
    words = change(stranger, begin(stranger), territories=[place("Malaunay")])
    assert words["continues"] == []
    publish(closed, "Malaunay")
    answer = stranger.post(NEW, {**words, "refresh": "1"})
    told = answer.content.decode()
    assert "publiée sur la page du territoire" in told
    for kept in ("Bob", "Sentinelle", closed.session.code):
        assert kept not in told
    words = {**words_of(answer.content), "title": "La suite"}
    assert len(words["continues"]) == 1
    assert stranger.post(NEW, words).status_code == 302
    assert AtelierSession.objects.get(title="La suite").cards.get().title == "Le terril"


def test_next_session_is_prepared_from_its_earlier_one(leader: Client, closed: Room) -> None:
    words = {**begin(leader, f"{NEW}?suite={closed.session.code}"), "title": "La suite"}
    assert len(words["continues"]) == 2
    first, second = (leader.post(NEW, words) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert AtelierSession.objects.get(title="La suite").cards.count() == 2


def planned(**said: Any) -> Words:
    return {
        "title": "Récits croisés",
        "held_on": "2026-11-23",
        "secrecy": "named",
        "operation": str(uuid4()),
        **said,
    }


@pytest.mark.parametrize("wrong", ["s999999-1", f"p{'9' * 30}-1", "x", "s1", ""])
def test_trajectory_that_one_may_not_go_on_from_is_refused(leader: Client, wrong: str) -> None:
    words = planned(continues=[wrong], new_territories="Malaunay")
    assert leader.post(NEW, words).status_code == 422


def test_session_of_others_and_one_that_is_open_give_nothing(
    stranger: Client, leader: Client, closed: Room
) -> None:
    words = planned(continues=[of_session(closed, "Malaunay")], territories=[place("Malaunay")])
    assert stranger.post(NEW, words).status_code == 422
    sessions.open_session(closed.leader, uuid4())
    answer = leader.post(NEW, words)
    assert answer.status_code == 422
    assert "vérifiez votre choix" in answer.content.decode()


def test_trajectory_of_a_territory_that_does_not_come_is_refused(
    leader: Client, closed: Room
) -> None:
    words = planned(continues=[of_session(closed, "Malaunay")], territories=[place("Lens")])
    assert leader.post(NEW, words).status_code == 422


@pytest.mark.parametrize("name", ["season", "season_seen", "suggested", "offered", "territories"])
def test_whatever_else_a_request_holds_it_is_no_error_500(leader: Client, name: str) -> None:
    for wrong in ("x,,9", "9" * 40, "-1", "\x00"):
        words = {**begin(leader), "title": "Une", name: wrong}
        assert leader.post(NEW, {**words, "refresh": "1"}).status_code == 200
        assert leader.post(NEW, words).status_code == 422
