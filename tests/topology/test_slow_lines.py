"""Requests never end, or nobody reads the answers. Both servers close these connections in time."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, suppress

import pytest

from tests.faults.memory import MEBIBYTE, most_memory, open_files
from tests.faults.waiting import until
from tests.servers import DAPHNE, UVICORN, SiteInstance
from tests.topology.impatient import PATIENCE
from tests.topology.wire import Line
from tests.visitors import DEADLINE, Visitor

pytestmark = pytest.mark.standalone

FORM = "POST / HTTP/1.1\r\nHost: {0}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
BEGINNINGS = {
    "nothing": "",
    "first line": "GET /",
    "header": "GET / HTTP/1.1\r\nHost: {0}\r\nX-Slow: ",
    "handshake": "GET /ws/s/ABCD2345/ HTTP/1.1\r\nHost: {0}\r\nUpgrade: websocket\r\nX-Slow: ",
    "body": FORM + "Content-Length: 100000\r\n\r\n",
    "piece of a body": FORM + "Transfer-Encoding: chunked\r\n\r\n1000\r\n",
    "after an answer": "GET /healthz HTTP/1.1\r\nHost: {0}\r\n\r\nGET / HTTP/1.1\r\nX-Slow: ",
}


@pytest.fixture(scope="module", params=[DAPHNE, UVICORN])
def site(request: pytest.FixtureRequest) -> Iterator[SiteInstance]:
    """One process, which waits for a second."""
    application = "tests.topology.impatient:application"
    with SiteInstance(server=request.param, application=application).serving() as site:
        yield site


@pytest.mark.parametrize("beginning", BEGINNINGS.values(), ids=BEGINNINGS)
def test_line_that_drips_is_closed(site: SiteInstance, beginning: str) -> None:
    with Line(site) as line:
        line.write(beginning.format(line.host).encode())
        drop = b"a" if beginning else b""
        assert any(_is_closed_after(line, drop) for _ in range(50))


def _is_closed_after(line: Line, drop: bytes) -> bool:
    """Whether the server has closed the connection, a moment after these bytes were written."""
    line.socket.settimeout(0.1)
    try:
        line.write(drop)
        while line.socket.recv(65_536):
            pass
    except TimeoutError:
        return False
    except ConnectionError:
        pass
    return True


def test_line_that_is_used_and_a_page_stay_open(site: SiteInstance) -> None:
    """The limit is for one request, not for all requests of one connection, nor for a socket."""
    told = json.loads(site.python("-m", "tests.topology.stage"))
    bob = Visitor(site.url, told["bob"])
    with bob.watch(told["code"]) as live, Line(site) as line:
        live.frame()
        # Each takes half of the time that a request has, and together they take more than it.
        for _ in range(3):
            line.socket.settimeout(PATIENCE / 2)
            line.write(b"GET /healthz HTTP/1.1\r\n")
            with pytest.raises(TimeoutError):
                line.socket.recv(1)
            line.socket.settimeout(DEADLINE)
            line.write(f"Host: {line.host}\r\n\r\n".encode())
            assert line.read().body == b"ok"
        live.say({"pull": 0})
        assert live.frame()["html"]


ANSWERS, LINES = 20, 20
LONG_FILE = "/static/admin/js/vendor/jquery/jquery.js"
"""280 kB, for anybody."""
MOST_KEPT = 40 * MEBIBYTE
"""The server makes one answer per connection at a time. All answers together would be 110 MiB."""


async def test_answers_that_nobody_reads_are_not_kept(site: SiteInstance) -> None:
    # What one answer takes is no matter here.
    with Line(site) as line:
        line.ask("GET", LONG_FILE)
        line.read()
    request = f"GET {LONG_FILE} HTTP/1.1\r\nHost: 127.0.0.1:{site.port}\r\n\r\n".encode()
    before, most = open_files(site), most_memory(site)
    with ExitStack() as lines:
        for _ in range(LINES):
            line = lines.enter_context(Line(site, narrow=True))
            line.write(request * ANSWERS)
            # It is being answered, or was cut already.
            with suppress(ConnectionError):
                assert line.socket.recv(12) == b"HTTP/1.1 200"
        await until(lambda: open_files(site) <= before, seconds=2 * DEADLINE, what="lines given up")
    assert most_memory(site) - most < MOST_KEPT
