"""The socket, as a browser meets it: a real server, real sockets, and what a browser would never do."""

import time
from collections.abc import Callable
from contextlib import suppress
from socket import SHUT_RDWR
from uuid import uuid4

import pytest
from django.urls import reverse
from websockets.exceptions import ConnectionClosed, InvalidStatus

from sessions.access import screen_cookie
from sessions.audience import AUDIENCES, FACILITATORS, PARTICIPANTS, PROJECTOR, Audience
from sessions.commands import cards, participants
from sessions.live.catch_up import WHOLE_BOARD_FROM
from sessions.live.consumer import BURST, FLOODING, NOT_YOURS, UNKNOWN
from tests.factories import Person, Room
from tests.servers import SiteInstance
from tests.sessions.live.conftest import current_page
from tests.sessions.page import Page, holds_board
from tests.visitors import Visitor, shows, stands_at

Visitors = Callable[..., Visitor]
TOO_BIG, CUT = 1009, 1006
"""The standard's codes for a message that is too big, and for a line that ended without a word."""


@pytest.fixture
def narration(room: Room, bob: Person, chloe: Person) -> Room:
    """The room at « récits », with Bob and Chloé."""
    room.go_to("recits")
    return room


def card_route(room: Room) -> str:
    return reverse("ateliers:card-new", args=[room.session.code])


# --- Who may open one ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "null",
        "http://127.0.0.1",
        "http://127.0.0.1:1",
        "https://127.0.0.1:{port}",
        "http://localhost:{port}",
        "http://attacker.example",
        "http://127.0.0.1.attacker.example:{port}",
    ],
)
def test_handshake_from_another_origin_is_refused(
    visitor: Visitors, narration: Room, bob: Person, site: SiteInstance, origin: str | None
) -> None:
    path = f"/ws/s/{narration.session.code}/?since=0"
    named = origin.format(port=site.port) if origin else origin
    with pytest.raises(InvalidStatus) as refusal:
        visitor(bob).connect(path, origin=named)
    assert refusal.value.response.status_code == 403


def test_stranger_is_sent_away(visitor: Visitors, narration: Room) -> None:
    for audience in AUDIENCES:
        with visitor().watch(narration.session.code, audience=audience) as live:
            assert live.close_code() == NOT_YOURS
            assert live.messages == []


def test_participant_of_another_room_is_sent_away(
    visitor: Visitors, narration: Room, other_room: Room
) -> None:
    stranger = other_room.seat("Éva")
    with visitor(stranger).watch(narration.session.code) as live:
        assert live.close_code() == NOT_YOURS
        assert live.messages == []


def test_facilitator_of_another_room_is_sent_away(
    visitor: Visitors, narration: Room, other_room: Room
) -> None:
    for audience in AUDIENCES:
        with visitor(other_room).watch(narration.session.code, audience=audience) as live:
            assert live.close_code() == NOT_YOURS


def test_removed_participant_is_sent_away(visitor: Visitors, narration: Room, bob: Person) -> None:
    participants.remove_participant(narration.leader, uuid4(), bob.seat.pk)
    with visitor(bob).watch(narration.session.code) as live:
        assert live.close_code() == NOT_YOURS
        assert live.messages == []


@pytest.mark.parametrize("audience", [FACILITATORS, PROJECTOR, "everybody", ""])
def test_participant_may_watch_their_own_page_only(
    visitor: Visitors, narration: Room, bob: Person, audience: Audience | str
) -> None:
    with visitor(bob).watch(narration.session.code, audience=audience) as live:
        # An empty value is no value: the participants' page is the default.
        if audience:
            assert live.close_code() == NOT_YOURS
            assert live.messages == []
        else:
            live.frame()


def test_facilitator_may_watch_cockpit_and_screen_but_has_no_seat(
    visitor: Visitors, narration: Room
) -> None:
    for audience in (FACILITATORS, PROJECTOR):
        with visitor(narration).watch(narration.session.code, audience=audience) as live:
            live.frame()
    with visitor(narration).watch(narration.session.code) as live:
        assert live.close_code() == NOT_YOURS


def test_screen_link_opens_the_screen_only(
    visitor: Visitors, narration: Room, site: SiteInstance
) -> None:
    session = narration.session
    screen = Visitor(site.url, {screen_cookie(session): session.screen_key})
    with screen.watch(session.code, audience=PROJECTOR) as live:
        live.frame()
    for audience in (PARTICIPANTS, FACILITATORS):
        with screen.watch(session.code, audience=audience) as live:
            assert live.close_code() == NOT_YOURS


@pytest.mark.parametrize("path", ["/ws/s/ZZZZZZZZ/", "/ws/s/", "/ws/", "/", "/ws/s/a/b/c/"])
def test_unknown_code_and_unknown_path_are_said_to_be_unknown(
    visitor: Visitors, narration: Room, bob: Person, path: str
) -> None:
    with visitor(bob).connect(path) as socket:
        with pytest.raises(ConnectionClosed):
            socket.recv(timeout=10)
        assert socket.close_code == UNKNOWN


# --- What it says ----------------------------------------------------------------------------------


def test_first_frame_brings_what_was_missed_and_the_next_what_happens(
    visitor: Visitors, narration: Room, bob: Person, chloe: Person
) -> None:
    page = current_page(narration)
    narration.post(bob, "Pendant l’absence")
    with visitor(chloe).watch(narration.session.code, page) as live:
        assert live.frame().keys() == {"seq", "html"}
        assert "Pendant l’absence" in live.page.text()
        answer = visitor(bob).post(card_route(narration), {"kind": "appui", "title": "En direct"})
        assert answer.status_code == 200
        assert live.frame().keys() == {"seq", "html"}
        assert live.page.normal() == current_page(narration).normal()
    assert live.page.position == current_page(narration).position


def test_nothing_missed_still_tells_the_number(
    visitor: Visitors, narration: Room, bob: Person
) -> None:
    page = current_page(narration)
    with visitor(bob).watch(narration.session.code, page) as live:
        assert live.hear() == {"seq": page.position, "html": ""}


def test_heartbeat_is_the_head_and_the_time_of_the_server(
    visitor: Visitors, narration: Room, bob: Person
) -> None:
    with visitor(bob).watch(narration.session.code, current_page(narration)) as live:
        told = live.heartbeat()
        assert told.keys() == {"head", "now"}
        assert told["head"] == live.page.position
        assert abs(told["now"] - time.time() * 1000) < 5_000


@pytest.mark.parametrize("audience", [FACILITATORS, PROJECTOR])
def test_page_far_behind_gets_the_whole_board(
    visitor: Visitors, narration: Room, bob: Person, audience: Audience
) -> None:
    page = current_page(narration, audience)
    for number in range(WHOLE_BOARD_FROM + 1):
        narration.post(bob, f"Carte {number}")
    with visitor(narration).watch(narration.session.code, page, audience=audience) as live:
        assert holds_board(live.frame()["html"])
        assert live.page.normal() == current_page(narration, audience).normal()


def test_page_ahead_of_a_restored_server_gets_the_whole_board(
    visitor: Visitors, narration: Room, bob: Person
) -> None:
    ahead = Page('<div id="board">Perdu avec la sauvegarde</div>', 1_000)
    with visitor(bob).watch(narration.session.code, ahead) as live:
        live.frame()
        assert live.page.normal() == current_page(narration).normal()
        # And it follows from there.
        visitor(bob).post(card_route(narration), {"kind": "appui", "title": "Après"})
        live.follow(shows("Après"))


@pytest.mark.parametrize("since", ["", "-1", "0x10", "un", "9" * 40, "1.5", "%00", "١"])
def test_nonsense_position_counts_as_the_beginning(
    visitor: Visitors, narration: Room, bob: Person, since: str
) -> None:
    path = f"/ws/s/{narration.session.code}/?since={since}"
    with visitor(bob).connect(path.encode().decode("ascii", "ignore")) as socket:
        assert f'"seq": {current_page(narration).position}' in str(socket.recv(timeout=10))


def test_pull_is_answered_from_the_position_it_names(
    visitor: Visitors, narration: Room, bob: Person
) -> None:
    before = current_page(narration).position
    narration.post(bob, "Une carte")
    with visitor(bob).watch(narration.session.code, current_page(narration)) as live:
        assert live.frame()["html"] == ""
        live.say({"pull": before})
        assert "Une carte" in live.frame()["html"]


def test_pull_of_somebody_removed_meanwhile_ends_the_conversation(
    visitor: Visitors, narration: Room, bob: Person
) -> None:
    with visitor(bob).watch(narration.session.code) as live:
        live.frame()
        participants.remove_participant(narration.leader, uuid4(), bob.seat.pk)
        live.say({"pull": 0})
        assert live.close_code() == NOT_YOURS


def test_removal_closes_the_socket_of_the_removed_and_of_nobody_else(
    visitor: Visitors, narration: Room, bob: Person, chloe: Person
) -> None:
    code = narration.session.code
    with visitor(bob).watch(code) as of_bob, visitor(chloe).watch(code) as of_chloe:
        of_bob.frame()
        of_chloe.frame()
        removal = reverse("ateliers:participant-removal", args=[code, bob.seat.pk])
        assert visitor(narration).post(removal).status_code == 204
        assert of_bob.close_code() == NOT_YOURS
        of_chloe.follow(stands_at(current_page(narration).position))


# --- What it does not say --------------------------------------------------------------------------


def test_nothing_of_one_room_reaches_another(
    visitor: Visitors, narration: Room, bob: Person, other_room: Room
) -> None:
    elsewhere = other_room.seat("Éva")
    other_room.go_to("recits")
    page = current_page(narration)
    with visitor(bob).watch(narration.session.code, page) as live:
        live.frame()
        for number in range(5):
            cards.post_card(elsewhere.actor, uuid4(), kind="etape", title=f"Ailleurs {number}")
        answer = visitor(elsewhere).post(
            card_route(other_room), {"kind": "appui", "title": "Ailleurs encore"}
        )
        assert answer.status_code == 200
        visitor(bob).post(card_route(narration), {"kind": "appui", "title": "Ici"})
        assert live.frame()["seq"] == page.position == current_page(narration).position
    assert not any("Ailleurs" in message.get("html", "") for message in live.messages)


def test_what_is_for_the_cockpit_does_not_reach_the_room(
    visitor: Visitors, narration: Room, bob: Person, chloe: Person
) -> None:
    code = narration.session.code
    hidden = narration.post(bob, "Phrase masquée")
    with (
        visitor(chloe).watch(code, current_page(narration)) as of_room,
        visitor(narration).watch(
            code, current_page(narration, PROJECTOR), audience=PROJECTOR
        ) as of_screen,
        visitor(narration).watch(
            code, current_page(narration, FACILITATORS), audience=FACILITATORS
        ) as of_cockpit,
    ):
        everybody = (of_room, of_screen, of_cockpit)
        for live in everybody:
            live.frame()
            live.messages.clear()
        hiding = reverse("ateliers:card-visibility", args=[code, hidden.pk])
        visitor(narration).post(hiding, {"hidden": "1"})
        narration.seat("Dorothée Sentinelle")
        narration.post(bob, "La fin")
        for live in everybody:
            live.follow(shows("La fin"))
    said = ["".join(message.get("html", "") for message in live.messages) for live in everybody]
    for words in ("Phrase masquée", "Dorothée Sentinelle"):
        assert [words in html for html in said] == [False, False, True]
    assert f"card-{hidden.pk}" not in of_room.page.text()


# --- What it does not bear -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "nonsense",
    [
        "",
        "null",
        "[]",
        "3",
        '"pull"',
        "{",
        '{"pull"',
        '{"role": "facilitator"}',
        b"\x00\xff",
        "é" * 900,
        "[" * 4000,
    ],
)
def test_nonsense_is_ignored(
    visitor: Visitors, narration: Room, bob: Person, nonsense: str | bytes
) -> None:
    with visitor(bob).watch(narration.session.code, current_page(narration)) as live:
        live.frame()
        live.say(nonsense)
        narration.post(bob, "Ensuite")
        live.say({"pull": live.page.position})
        assert "Ensuite" in live.frame()["html"]


@pytest.mark.parametrize("value", [None, [], {}, "x", -1, 1.5, True, 10**30])
def test_nonsense_numbers_are_the_beginning(
    visitor: Visitors, narration: Room, bob: Person, value: object
) -> None:
    with visitor(bob).watch(narration.session.code, current_page(narration)) as live:
        live.frame()
        live.say({"seen": value})
        live.say({"pull": value})
        assert live.frame()["seq"] == current_page(narration).position


def test_flood_is_cut_off_and_the_room_goes_on(
    visitor: Visitors, narration: Room, bob: Person, chloe: Person
) -> None:
    code = narration.session.code
    with visitor(chloe).watch(code, current_page(narration)) as calm:
        with visitor(bob).watch(code, current_page(narration)) as flood:
            flood.frame()
            with suppress(ConnectionClosed):
                for _ in range(int(BURST) * 20):
                    flood.say({"seen": 1})
            assert flood.close_code() == FLOODING
        visitor(bob).post(card_route(narration), {"kind": "appui", "title": "La salle continue"})
        calm.follow(shows("La salle continue"))


def test_huge_message_is_refused_and_the_room_goes_on(
    visitor: Visitors, narration: Room, bob: Person, chloe: Person
) -> None:
    code = narration.session.code
    with visitor(chloe).watch(code, current_page(narration)) as calm:
        with visitor(bob).watch(code, current_page(narration)) as huge:
            huge.frame()
            with suppress(ConnectionClosed):
                huge.say("x" * 5 * 1024 * 1024)
            # The server may be gone before its reason is read: then the line is simply cut.
            assert huge.close_code() in {TOO_BIG, CUT}
        visitor(bob).post(card_route(narration), {"kind": "appui", "title": "La salle continue"})
        calm.follow(shows("La salle continue"))


def test_page_that_vanishes_without_a_word_harms_nobody(
    visitor: Visitors, narration: Room, bob: Person, chloe: Person
) -> None:
    code = narration.session.code
    with visitor(chloe).watch(code, current_page(narration)) as live:
        live.frame()
        for _ in range(10):
            with visitor(bob).watch(code, current_page(narration)) as gone:
                gone.frame()
                gone.socket.socket.shutdown(SHUT_RDWR)
        visitor(bob).post(card_route(narration), {"kind": "appui", "title": "Toujours là"})
        live.follow(shows("Toujours là"))
