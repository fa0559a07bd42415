"""Access ends within 5 s of its ground, on every process (I22).

What ends it is done in the test's process, and the sockets are at another's: nothing tells that one.
"""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sessions import access
from sessions.access import Ground
from sessions.audience import FACILITATORS, PARTICIPANTS, PROJECTOR
from sessions.commands import accounts, participants, sessions
from sessions.live import entitlement
from sessions.live import hub as hubs
from sessions.live.entitlement import Ending, ended
from sessions.models import Facilitator
from tests.crowds import off_loop
from tests.factories import PASSWORD, Person, Room, make_facilitator
from tests.servers import SiteInstance
from tests.sessions.live.conftest import current_page
from tests.sessions.live.screens import Screen
from tests.visitors import Live, Visitor

WITHIN = 5.0
"""Seconds."""
Visitors = Callable[..., Visitor]
Ends = Callable[[Room, Person, str], None]
"""Takes the room, Bob, and the key of Alice's login."""


def log_out(room: Room, bob: Person, login: str) -> None:
    browser = Client()
    browser.cookies[settings.SESSION_COOKIE_NAME] = login
    browser.post("/deconnexion/")


def expire(room: Room, bob: Person, login: str) -> None:
    Session.objects.filter(pk=login).update(expire_date=timezone.now() - timedelta(seconds=1))


def choose_password(room: Room, bob: Person, login: str) -> None:
    """In another browser: Django logs all others out."""
    accounts.set_password(Facilitator.objects.get(pk=room.facilitator.pk), f"{PASSWORD} bis")


def disable(room: Room, bob: Person, login: str) -> None:
    Facilitator.objects.filter(pk=room.facilitator.pk).update(is_active=False)


def delete_account(room: Room, bob: Person, login: str) -> None:
    Facilitator.objects.get(pk=room.facilitator.pk).delete()


def take_off(room: Room, bob: Person, login: str) -> None:
    room.session.facilitators.remove(room.facilitator)


def change_key(room: Room, bob: Person, login: str) -> None:
    type(room.session).objects.filter(pk=room.session.pk).update(screen_key="another")


def delete_session(room: Room, bob: Person, login: str) -> None:
    room.session.delete()


def remove(room: Room, bob: Person, login: str) -> None:
    participants.remove_participant(room.leader, uuid4(), bob.seat.pk)


def erase(room: Room, bob: Person, login: str) -> None:
    participants.erase_participant(room.leader, uuid4(), bob.seat.pk)


COCKPIT, SCREEN_OF_ALICE, SCREEN_BY_LINK, PHONE = "cockpit", "her screen", "screen", "phone"
OF_ALICE = {COCKPIT, SCREEN_OF_ALICE}
ENDS: dict[Ends, tuple[set[str], Ending]] = {
    # Which of the four sockets it closes, and what their pages are told.
    log_out: (OF_ALICE, Ending.LOOK_AGAIN),
    expire: (OF_ALICE, Ending.LOOK_AGAIN),
    choose_password: (OF_ALICE, Ending.LOOK_AGAIN),
    disable: (OF_ALICE, Ending.LOOK_AGAIN),
    delete_account: (OF_ALICE, Ending.LOOK_AGAIN),
    take_off: (OF_ALICE, Ending.LOOK_AGAIN),
    change_key: ({SCREEN_BY_LINK}, Ending.LOOK_AGAIN),
    delete_session: ({*OF_ALICE, SCREEN_BY_LINK, PHONE}, Ending.GONE),
    remove: ({PHONE}, Ending.NOT_YOURS),
    erase: ({PHONE}, Ending.NOT_YOURS),
}


@pytest.fixture
def sockets(
    visitor: Visitors, site: SiteInstance, room: Room, bob: Person
) -> Iterator[dict[str, Live]]:
    """Alice's cockpit and screen, the screen of the hall by its link, and Bob's phone, all open."""
    alice, code = visitor(room), room.session.code
    hall = Visitor(site.url, {access.screen_cookie(room.session): room.session.screen_key})
    with ExitStack() as opened:
        found = {
            COCKPIT: alice.watch(code, audience=FACILITATORS),
            SCREEN_OF_ALICE: alice.watch(code, audience=PROJECTOR),
            SCREEN_BY_LINK: hall.watch(code, audience=PROJECTOR),
            PHONE: visitor(bob).watch(code, audience=PARTICIPANTS),
        }
        for live in found.values():
            opened.enter_context(live).frame()
        yield found


def login_of(live: Live) -> str:
    cookies: str = dict(live.socket.request.headers.raw_items())["Cookie"]  # type: ignore[union-attr]
    pairs = dict(pair.split("=", 1) for pair in cookies.split("; "))
    return pairs[settings.SESSION_COOKIE_NAME]


@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.__name__)
def test_what_entitled_a_socket_ends_and_closes_it_within_five_seconds(
    sockets: dict[str, Live], room: Room, bob: Person, site: SiteInstance, end: Ends
) -> None:
    closed, ending = ENDS[end]
    said = len(site.log.read_text())
    began = time.monotonic()
    end(room, bob, login_of(sockets[COCKPIT]))
    for name in closed:
        assert sockets[name].close_code() == ending, name
        assert time.monotonic() - began < WITHIN, name
    for name in sockets.keys() - closed:
        assert sockets[name].heartbeat().keys() == {"head", "now"}, name
    assert "DoesNotExist" not in site.log.read_text()[said:]


def test_page_that_looks_again_is_let_in_by_the_cookies_that_it_has_now(
    visitor: Visitors, room: Room, site: SiteInstance
) -> None:
    # Alice chooses a password in one tab: Django gives this browser a new key, her other tab follows.
    # The site looks at the old one, and does not know the quick hashing of tests.
    room.facilitator.password = PBKDF2PasswordHasher().encode(PASSWORD, "salt" * 6)
    room.facilitator.save(update_fields=["password"])
    alice, code = visitor(room), room.session.code
    with alice.watch(code, audience=FACILITATORS) as live:
        live.frame()
        words = f"{PASSWORD} bis"
        chosen = {"old_password": PASSWORD, "new_password1": words, "new_password2": words}
        answer = alice.post("/connexion/mot-de-passe/", chosen)
        assert answer.status_code == 302
        assert live.close_code() == Ending.LOOK_AGAIN
    alice.cookies |= {name: str(value) for name, value in answer.cookies.items()}
    with alice.watch(code, audience=FACILITATORS) as live:
        live.frame()


def test_page_whose_ground_has_ended_is_not_let_in_again_and_hears_nothing_by_asking(
    visitor: Visitors, room: Room
) -> None:
    alice, browser, code = visitor(room), room.leader_browser(), room.session.code
    news = f"/s/{code}/suite/?since=0&audience={FACILITATORS}"
    assert browser.get(news).status_code == 200
    room.session.facilitators.remove(room.facilitator)
    assert browser.get(news).status_code == 403
    with alice.watch(code, audience=FACILITATORS) as live:
        assert live.close_code() == Ending.NOT_YOURS


def test_pull_after_a_logout_ends_the_conversation_and_asks_to_look_again(
    visitor: Visitors, room: Room
) -> None:
    alice = visitor(room)
    with alice.watch(room.session.code, audience=FACILITATORS) as live:
        live.frame()
        Session.objects.all().delete()
        live.say({"pull": 0})
        assert live.close_code() == Ending.LOOK_AGAIN


# --- At once in the process where it happens --------------------------------------------------------


@pytest.fixture
def rarely(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing but the change itself makes the hub look."""
    monkeypatch.setattr(entitlement, "LOOK_EVERY", 3600.0)


def save_disabled(room: Room, bob: Person, login: str) -> None:
    account = Facilitator.objects.get(pk=room.facilitator.pk)
    account.is_active = False
    accounts.save_account(account)


def give_to_another(room: Room, bob: Person, login: str) -> None:
    other = make_facilitator("eva@exemple.fr")
    sessions.choose_facilitators(room.session.pk, [other])


def delete_account_by_command(room: Room, bob: Person, login: str) -> None:
    room.session.facilitators.add(make_facilitator("eva@exemple.fr"))
    accounts.delete_accounts([room.facilitator.pk])


def close_and_delete(room: Room, bob: Person, login: str) -> None:
    sessions.close_session(room.leader, uuid4())
    sessions.delete_session(room.session.pk)


def change_link(room: Room, bob: Person, login: str) -> None:
    sessions.change_screen_key(room.leader, uuid4())


AT_ONCE: dict[Ends, set[str]] = {
    log_out: {COCKPIT},
    choose_password: {COCKPIT},
    save_disabled: {COCKPIT},
    give_to_another: {COCKPIT},
    delete_account_by_command: {COCKPIT},
    change_link: {SCREEN_BY_LINK},
    close_and_delete: {COCKPIT, SCREEN_BY_LINK, PHONE},
}


@pytest.mark.parametrize("end", AT_ONCE, ids=lambda end: end.__name__)
@pytest.mark.usefixtures("rarely", "transactional_db")
async def test_change_in_this_process_closes_at_once(room: Room, bob: Person, end: Ends) -> None:
    browser = await off_loop(room.leader_browser)
    login = browser.cookies[settings.SESSION_COOKIE_NAME].value
    page = await off_loop(partial(current_page, room, FACILITATORS))
    grounds = {
        COCKPIT: Ground(account=room.facilitator.pk, login=login),
        SCREEN_BY_LINK: Ground(key=room.session.screen_key),
        PHONE: Ground(seat=bob.seat.pk, key=bob.seat.seat_fingerprint),
    }
    audiences = {COCKPIT: FACILITATORS, SCREEN_BY_LINK: PROJECTOR, PHONE: PARTICIPANTS}
    screens = {
        name: Screen(page, audiences[name], ground=ground) for name, ground in grounds.items()
    }
    for screen in screens.values():
        hub = await hubs.enter(room.session.pk, screen)
    # Its tasks begin: the first look waits for a change.
    await asyncio.sleep(0)
    await off_loop(partial(end, room, bob, login))
    closed = AT_ONCE[end]
    for name in closed:
        await screens[name].until(lambda name=name: screens[name].dismissed)  # type: ignore[misc]
    assert {name for name, screen in screens.items() if screen.dismissed} == closed
    for screen in screens.values():
        hubs.leave(hub, screen)
    assert room.session.pk not in hubs._hubs
    await asyncio.gather(*hub._tasks, return_exceptions=True)


# --- What it costs ----------------------------------------------------------------------------------


def test_look_costs_as_many_queries_for_a_hall_as_for_one(room: Room, bob: Person) -> None:
    def grounds(people: list[Person], logins: int) -> set[Ground]:
        keys = [
            room.leader_browser().cookies[settings.SESSION_COOKIE_NAME].value for _ in range(logins)
        ]
        return {
            *(Ground(seat=one.seat.pk, key=one.seat.seat_fingerprint) for one in people),
            *(Ground(account=room.facilitator.pk, login=key) for key in keys),
            Ground(key=room.session.screen_key),
        }

    few = grounds([bob], 1)
    many = grounds([room.seat(f"Personne {number}") for number in range(20)], 5)
    for asked in (few, many):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert ended(room.session.pk, asked) == {}
        assert len(queries) == 4
