"""The doors: codes typed by hand, seats taken and recovered, the screen's key, what browsers keep."""

from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.test import Client
from django.utils.html import strip_tags
from pytest_django import Settings

from sessions import access
from sessions.commands import participants, sessions
from sessions.models import Facilitator, Participant
from sessions.views import doors
from tests.factories import Person, Room, make_room

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def joining(room: Room, **changes: object) -> dict[str, object]:
    """What the door's form sends."""
    territory = room.session.territories.get(name="Malaunay").pk
    return {"name": "Émile", "territory": territory, "operation": str(uuid4()), **changes}


@pytest.mark.parametrize("style", ["{}", " {} ", "{0:.4} {0[4]}{0[5]}{0[6]}{0[7]}", "{}."])
def test_code_is_read_as_people_type_it(room: Room, style: str) -> None:
    typed = style.format(room.session.code).lower()
    response = Client().post("/", {"code": typed})
    assert response.headers["Location"] == f"/s/{room.session.code}/"


@pytest.mark.parametrize("typed", ["", "ZZZZZZZZ", "<script>", "\0", "é" * 40])
def test_code_of_no_session_is_explained(room: Room, typed: str) -> None:
    response = Client().post("/", {"code": typed})
    assert response.status_code == 422
    assert "error-summary" in response.content.decode()
    assert "<script>" not in response.content.decode().split("</head>")[1]


def test_door_asks_for_its_operation_once(room: Room) -> None:
    html = Client().get(f"/s/{room.session.code}/rejoindre/").content.decode()
    assert html.count('name="operation"') == 1


def test_seat_is_taken_and_kept_through_a_refresh(room: Room) -> None:
    browser, code = Client(), room.session.code
    response = browser.post(f"/s/{code}/rejoindre/", joining(room))
    assert response.headers["Location"] == f"/s/{code}/"
    for _ in range(2):
        page = browser.get(f"/s/{code}/")
        assert page.status_code == 200
        assert "Émile · Malaunay" in strip_tags(page.content.decode())
    assert Participant.objects.count() == 1


def test_door_sent_twice_is_one_seat_with_the_same_key(room: Room) -> None:
    words, address = joining(room), f"/s/{room.session.code}/rejoindre/"
    first, second = Client(), Client()
    first.post(address, words)
    second.post(address, words)
    assert Participant.objects.count() == 1
    name = access.seat_cookie(room.session)
    assert first.cookies[name].value == second.cookies[name].value


def test_door_refused_keeps_what_was_typed(room: Room) -> None:
    words = joining(room, territory="")
    html = Client().post(f"/s/{room.session.code}/rejoindre/", words).content.decode()
    assert 'value="Émile"' in html
    assert str(words["operation"]) in html
    assert "Choisissez le territoire" in html


@pytest.mark.parametrize("territory", ["0", "x", "-1", "9" * 30, "\0"])
def test_door_refuses_a_territory_that_is_not_offered(room: Room, territory: str) -> None:
    response = Client().post(
        f"/s/{room.session.code}/rejoindre/", joining(room, territory=territory)
    )
    assert response.status_code == 422
    assert not Participant.objects.exists()


@pytest.mark.parametrize("operation", ["", "x", "1"])
def test_door_without_a_good_operation_seats_nobody(room: Room, operation: str) -> None:
    response = Client().post(
        f"/s/{room.session.code}/rejoindre/", joining(room, operation=operation)
    )
    assert response.status_code == 422
    assert not Participant.objects.exists()


def test_door_of_a_closed_session_says_so(room: Room) -> None:
    sessions.close_session(room.leader, uuid4())
    address = f"/s/{room.session.code}/rejoindre/"
    assert "Cette séance est close" in Client().get(address).content.decode()
    response = Client().post(address, joining(room))
    assert response.status_code == 422
    assert "Émile" in response.content.decode()


def test_personal_link_gives_the_seat_to_another_browser(room: Room, bob: Person) -> None:
    link, other = f"/s/{room.session.code}/place/{bob.key}/", Client()
    page = other.get(link)
    assert "Bob" in page.content.decode()
    assert access.seat_cookie(room.session) not in other.cookies
    other.post(link)
    assert "Bob · Malaunay" in strip_tags(other.get(f"/s/{room.session.code}/").content.decode())
    assert Participant.objects.count() == 1


def test_personal_link_is_in_the_room_of_its_person_only(room: Room, bob: Person) -> None:
    address = f"/s/{room.session.code}/place/{bob.key}/"
    assert address in bob.browser().get(f"/s/{room.session.code}/").content.decode()
    chloe = room.seat("Chloé", "Le Mené")
    assert bob.key not in chloe.browser().get(f"/s/{room.session.code}/").content.decode()
    leader = room.leader_browser().get(f"/s/{room.session.code}/animation/")
    assert bob.key not in leader.content.decode()


def test_unknown_or_foreign_personal_link_leads_to_no_seat(
    room: Room, other_room: Room, bob: Person
) -> None:
    for key in ("x", "é", bob.key[:-1], bob.key.upper()):
        assert Client().get(f"/s/{room.session.code}/place/{key}/").status_code == 404
    foreign = f"/s/{other_room.session.code}/place/{bob.key}/"
    assert Client().get(foreign).status_code == 404
    assert Client().post(foreign).status_code == 404


def test_link_of_a_removed_person_leads_to_no_seat(room: Room, bob: Person) -> None:
    participants.remove_participant(room.leader, uuid4(), bob.seat.pk)
    link = f"/s/{room.session.code}/place/{bob.key}/"
    assert Client().post(link).status_code == 404
    browser = bob.browser()
    assert browser.get(f"/s/{room.session.code}/").headers["Location"].endswith("/rejoindre/")


def test_database_keeps_no_key_of_a_seat(bob: Person) -> None:
    assert bob.key not in str(list(Participant.objects.values()))


def test_door_says_nothing_until_it_opens_and_costs_no_query_per_visitor(
    alice: Facilitator, django_assert_max_num_queries: Any
) -> None:
    room = make_room(alice, opened=False)
    address = f"/s/{room.session.code}/porte/?etat="
    # A second may end between two of them.
    with django_assert_max_num_queries(2):
        answers = {Client().get(f"{address}draft").status_code for _ in range(30)}
    assert answers == {204}
    sessions.open_session(room.leader, uuid4())
    doors._status_now.cache_clear()
    opened = Client().get(f"{address}draft").content.decode()
    assert 'data-status="open"' in opened
    assert "Prendre place" in opened
    assert Client().get(f"{address}open").status_code == 204


def test_door_of_a_session_that_was_deleted_is_gone(alice: Facilitator) -> None:
    room = make_room(alice, opened=False)
    address = f"/s/{room.session.code}/porte/?etat=draft"
    sessions.delete_session(room.session.pk)
    assert Client().get(address).status_code == 404


def test_screen_link_leaves_its_key_in_the_browser_and_not_in_the_address(room: Room) -> None:
    page = room.leader_browser().get(f"/s/{room.session.code}/animation/").content.decode()
    link = page.split('href="')
    address = next(part.split('"')[0] for part in link if "?cle=" in part)
    split = urlsplit(address)
    browser = Client()
    response = browser.get(f"{split.path}?{split.query}")
    assert (response.status_code, response.headers["Location"]) == (
        302,
        f"/s/{room.session.code}/ecran/",
    )
    screen = browser.get(split.path)
    assert screen.status_code == 200
    assert room.session.screen_key not in screen.content.decode()


def test_screen_key_opens_the_screen_and_nothing_else(room: Room, other_room: Room) -> None:
    browser, code = Client(), room.session.code
    browser.get(f"/s/{code}/ecran/?cle={room.session.screen_key}")
    assert browser.get(f"/s/{code}/animation/").status_code == 302
    assert browser.post(f"/s/{code}/cloture/", {"operation": str(uuid4())}).status_code == 403
    assert browser.get(f"/s/{other_room.session.code}/ecran/").status_code == 403


@pytest.mark.parametrize("key", ["", "x", "é", "\0", "a" * 5_000])
def test_wrong_screen_key_is_refused(room: Room, key: str) -> None:
    response = Client().get(f"/s/{room.session.code}/ecran/", {"cle": key})
    # A NUL is refused before anything is looked up.
    assert response.status_code == (400 if key == "\0" else 403)
    assert access.screen_cookie(room.session) not in response.cookies


def test_new_link_of_the_screen_ends_the_one_before(room: Room) -> None:
    hall, leader, code = Client(), room.leader_browser(), room.session.code
    before = f"/s/{code}/ecran/?cle={room.session.screen_key}"
    assert hall.get(before, follow=True).status_code == 200
    answer = leader.post(f"/s/{code}/ecran/lien/", {"operation": str(uuid4())})
    room.session.refresh_from_db()
    # To copy in the dialog, and in the cockpit's own button.
    assert answer.content.decode().count(room.session.screen_key) == 2
    assert hall.get(f"/s/{code}/ecran/").status_code == 403
    assert hall.get(f"/s/{code}/suite/?audience=projector").status_code == 403
    assert Client().get(before).status_code == 403
    # A cockpit that stood open meanwhile still has the old link: its facilitator gets the screen.
    assert leader.get(before, follow=True).status_code == 200
    after = f"/s/{code}/ecran/?cle={room.session.screen_key}"
    assert Client().get(after, follow=True).status_code == 200


def test_screen_key_of_another_room_is_refused(room: Room, other_room: Room) -> None:
    address = f"/s/{room.session.code}/ecran/?cle={other_room.session.screen_key}"
    assert Client().get(address).status_code == 403


@pytest.mark.parametrize("secure", [False, True])
def test_cookies_of_seats_and_screens_are_closed_to_scripts_and_other_sites(
    room: Room, settings: Settings, secure: bool
) -> None:
    settings.SEAT_COOKIE_SECURE = secure
    browser, code = Client(), room.session.code
    browser.post(f"/s/{code}/rejoindre/", joining(room))
    browser.get(f"/s/{code}/ecran/?cle={room.session.screen_key}")
    for name in (access.seat_cookie(room.session), access.screen_cookie(room.session)):
        cookie = browser.cookies[name]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert bool(cookie["secure"]) is secure
        assert int(cookie["max-age"]) == access.SEAT_COOKIE_AGE


def test_cookies_of_django_are_closed_to_scripts_and_other_sites(room: Room) -> None:
    browser = Client()
    browser.get("/connexion/")
    words = {"username": room.facilitator.email, "password": "une phrase longue pour les tests"}
    browser.post("/connexion/", words)
    for name in ("sessionid", "csrftoken"):
        assert browser.cookies[name]["httponly"]
        assert browser.cookies[name]["samesite"] == "Lax"


@pytest.mark.parametrize(
    "address", ["", "rejoindre/", "animation/", "ecran/", "qr.svg", "ma-place.svg"]
)
def test_every_page_tells_browsers_what_it_may_load(room: Room, address: str) -> None:
    response = room.leader_browser().get(f"/s/{room.session.code}/{address}")
    sent = {part.strip() for part in response.headers["Content-Security-Policy"].split(";")}
    assert sent == set(CSP.split("; "))
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("address", ["", "animation/", "ecran/"])
def test_live_pages_are_not_kept_by_caches(room: Room, bob: Person, address: str) -> None:
    browser = bob.browser() if not address else room.leader_browser()
    response = browser.get(f"/s/{room.session.code}/{address}")
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    assert "private" in response.headers["Cache-Control"]


def test_qr_holds_the_address_to_type(room: Room) -> None:
    response = Client().get(f"/s/{room.session.code}/qr.svg")
    assert response.headers["Content-Type"] == "image/svg+xml"
    assert response.content.startswith(b"<svg xmlns=")


def test_qr_of_a_seat_is_its_owners_alone(room: Room, bob: Person, chloe: Person) -> None:
    address = f"/s/{room.session.code}/ma-place.svg"
    own, other = (one.browser().get(address) for one in (bob, chloe))
    assert own.headers["Content-Type"] == "image/svg+xml"
    assert own.headers["Cache-Control"] == "private, no-store"
    assert own.content.startswith(b"<svg xmlns=")
    assert own.content != other.content
    assert Client().get(address).status_code == 403
