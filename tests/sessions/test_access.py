"""Who is asking: the séance and the seat behind a request or a socket."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.test import RequestFactory

from sessions import access
from sessions.access import Access
from sessions.actor import Role
from sessions.audience import (
    AUDIENCES,
    FACILITATORS,
    PARTICIPANTS,
    PROJECTOR,
    Audience,
    read_audience,
)
from sessions.commands import participants
from sessions.logins import SessionStore
from sessions.models import Facilitator
from sessions.steps import Action
from tests.factories import Person, Room


def request_of(
    user: Facilitator | None = None, cookies: dict[str, str] | None = None
) -> HttpRequest:
    """A request as the middleware hands it on."""
    request = RequestFactory().get("/")
    request.user = user or AnonymousUser()
    request.session = SessionStore()
    request.COOKIES.update(cookies or {})
    return request


def enter(
    room: Room, user: Facilitator | None = None, cookies: dict[str, str] | None = None
) -> Access:
    """Who this is in the room."""
    return access.enter(request_of(user, cookies), room.session.code)


def watched(entered: Access) -> set[Audience]:
    """The live pages that are theirs to see."""
    return {audience for audience in AUDIENCES if entered.may_watch(audience)}


def test_page_names_its_audience_in_one_word() -> None:
    assert [read_audience(str(audience)) for audience in AUDIENCES] == list(AUDIENCES)
    assert read_audience(None) == PARTICIPANTS
    for nonsense in ("", "nonsense", "PARTICIPANTS", "participants ", "role"):
        assert read_audience(nonsense) is None


def test_audiences_of_two_rooms_are_two() -> None:
    pair = replace(PARTICIPANTS, room="12")
    assert pair != PARTICIPANTS
    assert pair.is_participant
    assert not pair.sees_hidden


def test_nobody_is_a_visitor(room: Room) -> None:
    entered = enter(room)
    assert watched(entered) == set()
    assert entered.actor_for(Action.JOIN).role is Role.VISITOR
    for action in (Action.VOTE, Action.HIDE_CARD, Action.EDIT_CARD):
        with pytest.raises(PermissionDenied):
            entered.actor_for(action)


def test_holder_of_a_seat_is_a_participant(room: Room, bob: Person) -> None:
    entered = enter(room, cookies={access.seat_cookie(room.session): bob.key})
    assert entered.seat == bob.seat
    assert watched(entered) == {PARTICIPANTS}
    assert entered.actor_for(Action.VOTE) == entered.actor_for(Action.EDIT_CARD) == bob.actor
    with pytest.raises(PermissionDenied):
        entered.actor_for(Action.HIDE_CARD)


def test_facilitator_of_the_room_leads_it(room: Room, alice: Facilitator) -> None:
    entered = enter(room, alice)
    assert watched(entered) == {FACILITATORS, PROJECTOR}
    assert entered.actor_for(Action.HIDE_CARD) == entered.actor_for(Action.EDIT_CARD) == room.leader
    with pytest.raises(PermissionDenied):
        entered.actor_for(Action.VOTE)


def test_facilitator_with_a_seat_is_both(room: Room, alice: Facilitator, bob: Person) -> None:
    entered = enter(room, alice, {access.seat_cookie(room.session): bob.key})
    assert watched(entered) == set(AUDIENCES)
    assert entered.actor_for(Action.VOTE) == bob.actor
    assert entered.actor_for(Action.EDIT_CARD) == room.leader


def test_facilitator_of_elsewhere_is_a_visitor(room: Room, denis: Facilitator) -> None:
    assert watched(enter(room, denis)) == set()


def test_holder_of_the_screen_key_only_watches_the_screen(room: Room) -> None:
    entered = enter(room, cookies={access.screen_cookie(room.session): room.session.screen_key})
    assert watched(entered) == {PROJECTOR}
    with pytest.raises(PermissionDenied):
        entered.actor_for(Action.HIDE_CARD)


def test_seat_of_another_room_is_no_seat_here(room: Room, other_room: Room, bob: Person) -> None:
    name = access.seat_cookie(other_room.session)
    assert enter(other_room, cookies={name: bob.key}).seat is None


def test_seat_taken_away_is_no_seat(room: Room, bob: Person) -> None:
    participants.remove_participant(room.leader, uuid4(), bob.seat.pk)
    assert enter(room, cookies={access.seat_cookie(room.session): bob.key}).seat is None


@pytest.mark.parametrize("key", ["", "é", "\0", "x" * 4_000])
def test_odd_keys_open_nothing(room: Room, bob: Person, key: str) -> None:
    cookies = {access.seat_cookie(room.session): key, access.screen_cookie(room.session): key}
    assert watched(enter(room, cookies=cookies)) == set()


def test_code_is_found_whatever_its_style(room: Room) -> None:
    code = room.session.code
    for typed in (code.lower(), f" {code[:4]}-{code[4:]} ", f"{code}."):
        assert access.enter(request_of(), typed).session == room.session
    with pytest.raises(Http404):
        access.enter(request_of(), code[:-1])


def test_socket_is_known_as_its_page_is(room: Room, bob: Person) -> None:
    cookie = f"{access.seat_cookie(room.session)}={bob.key}"
    scope: dict[str, object] = {
        "headers": [(b"cookie", cookie.encode())],
        "query_string": b"since=12&audience=participants",
    }
    entered, query = access.enter_by_socket(scope, room.session.code)
    assert entered.seat == bob.seat
    assert query == {"since": "12", "audience": "participants"}


def test_facilitator_is_known_by_their_socket(room: Room) -> None:
    browser = room.leader_browser()
    cookie = f"sessionid={browser.cookies['sessionid'].value}"
    scope: dict[str, object] = {"headers": [(b"cookie", cookie.encode())], "query_string": b""}
    entered, _ = access.enter_by_socket(scope, room.session.code)
    assert entered.facilitator == room.facilitator


@pytest.mark.parametrize("cookie", [b"", b"\xff\xfe", b"a=b; ; ==", b"sessionid=nope"])
def test_socket_with_odd_cookies_is_a_visitor(room: Room, cookie: bytes) -> None:
    scope: dict[str, object] = {"headers": [(b"cookie", cookie)], "query_string": b"\xff"}
    entered, _ = access.enter_by_socket(scope, room.session.code)
    assert watched(entered) == set()


def test_keys_are_worked_out_and_tell_nothing_of_each_other(bob: Person) -> None:
    operation = uuid4()
    assert access.seat_key_for(operation) == access.seat_key_for(operation)
    assert access.seat_key_for(operation) != access.seat_key_for(uuid4())
    assert str(operation).replace("-", "") not in access.seat_key_for(operation)
    kept = {access.voter_key(bob.key), access.seat_fingerprint(bob.key)}
    assert len(kept) == 2
    assert bob.key not in "".join(kept)
