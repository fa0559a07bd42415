"""A page that says it has read all, and reads nothing: the others go on, and it is cut. On both servers."""

import json
import socket
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest

from tests.servers import DAPHNE, UVICORN, SiteInstance
from tests.topology.wire import masked, open_page
from tests.visitors import DEADLINE, Visitor

pytestmark = pytest.mark.standalone

PULLS = 9
"""Each asks for the whole board, and is followed by a word: less than a page may say at once."""
NARROW = 4096
"""Bytes that the reader's own system takes: what is more stays with the server."""

POSTS = 15
"""Less than a seat may send at once."""


@pytest.fixture(scope="module", params=[DAPHNE, UVICORN])
def site(request: pytest.FixtureRequest) -> Iterator[SiteInstance]:
    """One process, on SQLite."""
    with SiteInstance(server=request.param).serving() as site:
        yield site


@pytest.fixture(scope="module")
def told(site: SiteInstance) -> Any:
    """A room with a long board, Bob and Chloé in it."""
    return json.loads(site.python("-m", "tests.topology.long_board"))


SEEN = masked('{"seen": 99999999}')


def test_page_that_lies_about_its_reading_stops_nobody_and_is_cut(
    site: SiteInstance, told: Any
) -> None:
    bob, chloe = Visitor(site.url, told["bob"]), Visitor(site.url, told["chloe"])
    with chloe.watch(told["code"]) as live, _narrow_line(site, told) as line:
        board = len(live.frame()["html"].encode())
        live.say({"seen": live.page.position})
        line.sendall(SEEN + PULLS * (masked('{"pull": 0}') + SEEN))
        # Some come while the boards are drawn, and some once no more bytes are taken.
        for number in range(POSTS):
            words = {"kind": "etape", "title": f"Nouvelle {number}", "text": ""}
            assert bob.post(f"/s/{told['code']}/cartes/", words).status_code == 200
            assert f"Nouvelle {number}" in live.frame()["html"]
        # The first beat may reach Chloé before it comes to the page that reads nothing.
        for _ in range(2):
            live.heartbeat()
        assert _all_that_comes(line) < PULLS * board


def _narrow_line(site: SiteInstance, told: Any) -> socket.socket:
    """Bob's second page, up to the end of its handshake, and nothing read of what follows."""
    line = socket.socket()
    line.settimeout(DEADLINE)
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, NARROW)
    line.connect(("127.0.0.1", site.port))
    line.sendall(open_page(site, told["code"], told["bob"]))
    assert line.recv(12) == b"HTTP/1.1 101"
    return line


def _all_that_comes(line: socket.socket) -> int:
    """The bytes until the line ends."""
    size = 0
    with suppress(ConnectionResetError):
        while piece := line.recv(65_536):
            size += len(piece)
    return size
