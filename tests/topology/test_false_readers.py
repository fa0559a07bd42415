"""A page says that it has read everything, and reads nothing. The others go on, and both servers cut it."""

import json
import socket
from contextlib import suppress
from typing import Any

import pytest

from tests.servers import SiteInstance
from tests.topology.wire import Line, masked, open_page
from tests.visitors import Visitor

pytestmark = pytest.mark.standalone

PULLS = 9
"""Each message asks for the whole board, and a second message follows: fewer than a page may send at once."""
POSTS = 15
"""Less than a seat may send at once."""


@pytest.fixture(scope="module")
def told(either: SiteInstance) -> Any:
    """A room with a long board, Bob and Chloé in it."""
    return json.loads(either.python("-m", "tests.topology.long_board"))


SEEN = masked('{"seen": 99999999}')


def test_page_that_lies_about_its_reading_stops_nobody_and_is_cut(
    either: SiteInstance, told: Any
) -> None:
    bob, chloe = Visitor(either.url, told["bob"]), Visitor(either.url, told["chloe"])
    with chloe.watch(told["code"]) as live, Line(either, narrow=True) as line:
        line.write(open_page(either, told["code"], told["bob"]))
        assert line.socket.recv(12) == b"HTTP/1.1 101"
        board = len(live.frame()["html"].encode())
        live.say({"seen": live.page.position})
        line.write(SEEN + PULLS * (masked('{"pull": 0}') + SEEN))
        # Some come while the boards are drawn, and some once no more bytes are taken.
        for number in range(POSTS):
            words = {"kind": "etape", "title": f"Nouvelle {number}", "text": ""}
            assert bob.post(f"/s/{told['code']}/cartes/", words).status_code == 200
            assert f"Nouvelle {number}" in live.frame()["html"]
        # The first beat may reach Chloé before it comes to the page that reads nothing.
        for _ in range(2):
            live.heartbeat()
        assert _all_that_comes(line.socket) < PULLS * board


def _all_that_comes(line: socket.socket) -> int:
    """The bytes until the line ends."""
    size = 0
    with suppress(ConnectionResetError):
        while piece := line.recv(65_536):
            size += len(piece)
    return size
