"""A page sends pieces of a message, pings or other frames without end. Both servers cut it before the others wait."""

import json
from contextlib import suppress
from typing import Any

import pytest

from tests.servers import SiteInstance
from tests.topology.wire import Line, masked, open_page

pytestmark = pytest.mark.standalone

FLOODS = {
    "pieces of a message": (masked("", 0x01), masked("", 0x00)),
    "pings": (b"", masked("", 0x89)),
    "pongs": (b"", masked("", 0x8A)),
    "messages": (b"", masked("{}")),
    "bytes": (b"", masked("", 0x82)),
}
"""The first bytes that the page sends, and the bytes that it sends again and again."""
FRAMES = 1_000_000
"""Of six bytes: it takes either server half a minute to read so many."""


@pytest.fixture(scope="module")
def told(either: SiteInstance) -> Any:
    """A room with Bob in it."""
    return json.loads(either.python("-m", "tests.topology.stage"))


@pytest.mark.parametrize(("first", "again"), FLOODS.values(), ids=FLOODS)
def test_page_that_floods_with_small_frames_is_cut(
    either: SiteInstance, told: Any, first: bytes, again: bytes
) -> None:
    with Line(either) as line:
        line.write(open_page(either, told["code"], told["bob"]))
        assert line.socket.recv(12) == b"HTTP/1.1 101"
        line.write(first)
        with pytest.raises(ConnectionError):
            line.write(again * FRAMES)
    with Line(either) as line:
        line.ask("GET", "/healthz")
        assert line.read().body == b"ok"


def test_message_that_is_no_text_and_a_protocol_that_is_no_word_are_no_errors_of_ours(
    either: SiteInstance, told: Any
) -> None:
    """The log holds no traceback at the end."""
    opening = open_page(either, told["code"], told["bob"])[:-2]
    with Line(either) as line:
        line.write(opening + "Sec-WebSocket-Protocol: é\r\n\r\n".encode("latin1"))
        said = line.socket.recv(12)
    assert said in {b"HTTP/1.1 101", b"HTTP/1.1 400"}
    with Line(either) as line:
        line.write(opening + b"\r\n")
        assert line.socket.recv(12) == b"HTTP/1.1 101"
        line.write(b"\x81\x82\0\0\0\0\xff\xfe")
        with suppress(ConnectionError):
            line.rest()
