"""Both servers, byte by byte: HEAD, answers without a body, and requests that nobody should send."""

import json
import socket
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.instances import PostgresInstance
from tests.servers import DAPHNE, UVICORN, SiteInstance
from tests.topology import odd
from tests.topology.wire import Line

pytestmark = pytest.mark.standalone

DAPHNES_PIECE = 64 * 1024


@pytest.fixture(scope="module", params=[DAPHNE, UVICORN])
def site(request: pytest.FixtureRequest) -> Iterator[SiteInstance]:
    """One process of each server, each with its own database. At its end its log must hold no traceback."""
    if request.param == DAPHNE:
        with SiteInstance().serving() as site:
            yield site
        return
    # PostgreSQL refuses more than SQLite does: a NUL, a number that is too large.
    with (
        PostgresInstance() as database,
        SiteInstance(server=UVICORN, database_url=database.url).serving() as site,
    ):
        yield site


@pytest.fixture(scope="module")
def told(site: SiteInstance) -> Any:
    """A room with long cards: its code, its pages, and the cookies of who asks."""
    return json.loads(site.python("-m", "tests.topology.pages"))


def test_head_is_answered_like_get_and_leaves_the_line_clean(site: SiteInstance, told: Any) -> None:
    longest = 0
    for who, name, path in told["pages"]:
        cookies = told["cookies"][who]
        with Line(site) as line:
            line.ask("GET", path, cookies)
            got = line.read()
            longest = max(longest, len(got.body))
            line.ask("HEAD", path, cookies)
            # Written before the first is read, as a pooling proxy would.
            line.ask("GET", "/healthz")
            head, after = line.read(bodiless=True), line.read()
        assert (head.status, after.status, after.body) == (got.status, 200, b"ok"), (who, name)
        assert got.headers["content-length"] == str(len(got.body)), (who, name)
        # Metrics count the very requests that ask for them.
        if name != "metrics":
            assert head.headers["content-length"] == got.headers["content-length"], (who, name)
    assert longest > 2 * DAPHNES_PIECE


def test_static_file_answers_head_and_a_browser_that_has_it(site: SiteInstance) -> None:
    manifest = json.loads((site.directory / "static" / "staticfiles.json").read_text())
    for path in ("css/base.css", "django_htmx/htmx-2.min.js"):
        if path not in manifest["paths"]:
            continue
        address = f"/static/{manifest['paths'][path]}"
        with Line(site) as line:
            line.ask("GET", address)
            got = line.read()
            line.ask("HEAD", address)
            head = line.read(bodiless=True)
            since = got.headers["last-modified"]
            line.write(
                f"GET {address} HTTP/1.1\r\nHost: {line.host}\r\n"
                f"If-Modified-Since: {since}\r\n\r\n".encode()
            )
            same = line.read()
            line.ask("GET", "/healthz")
            assert line.read().body == b"ok"
        assert (got.status, head.status, same.status) == (200, 200, 304)
        assert head.headers["content-length"] == str(len(got.body))
        assert same.headers.get("content-length") in {None, str(len(got.body))}


def test_answer_without_contents_has_no_length_and_leaves_the_line_clean(
    site: SiteInstance, told: Any
) -> None:
    path = f"/s/{told['code']}/suite/"
    with Line(site) as line:
        line.ask("GET", path, told["cookies"]["bob"])
        head = json.loads(line.read().body)["seq"]
        line.ask("GET", f"{path}?since={head}", told["cookies"]["bob"])
        nothing = line.read()
        line.ask("GET", "/healthz")
        assert line.read().body == b"ok"
    assert nothing.status == 204
    assert not {"content-length", "transfer-encoding"} & set(nothing.headers)


HOST = b"Host: 127.0.0.1:%d\r\n"
ODD = {
    "method that is no word": b"G\xc3\xa9T / HTTP/1.1\r\n%s\r\n",
    "method that nobody has": b"BREW / HTTP/1.1\r\n%s\r\n",
    "raw bytes in the path": b"GET /\xff\xfe HTTP/1.1\r\n%s\r\n",
    "raw bytes in the query": b"GET /?q=\xff HTTP/1.1\r\n%s\r\n",
    "broken percent signs": b"GET /%%ff%%00%%zz%%?a=%%&b=%%zz&%%ff HTTP/1.1\r\n%s\r\n",
    "NUL in the query": b"GET /connexion/?next=%%00 HTTP/1.1\r\n%s\r\n",
    "another site's address": b"GET http://ailleurs.example/ HTTP/1.1\r\n%s\r\n",
    "a star": b"OPTIONS * HTTP/1.1\r\n%s\r\n",
    "a tunnel": b"CONNECT ailleurs.example:443 HTTP/1.1\r\n%s\r\n",
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "a host with a space": b"GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
    "a host of bytes": b"GET / HTTP/1.1\r\nHost: \xff\xfe\r\n\r\n",
    "two hosts": b"GET / HTTP/1.1\r\n%sHost: ailleurs\r\n\r\n",
    "negative length": b"POST / HTTP/1.1\r\n%sContent-Length: -1\r\n\r\n",
    "length that is no number": b"POST / HTTP/1.1\r\n%sContent-Length: 1x\r\n\r\n",
    "two lengths": b"POST / HTTP/1.1\r\n%sContent-Length: 1\r\nContent-Length: 2\r\n\r\naa",
    "length in other digits": b"POST / HTTP/1.1\r\n%sContent-Length: \xd9\xa3\r\n\r\naaa",
    "unknown encoding": b"POST / HTTP/1.1\r\n%sTransfer-Encoding: odd\r\n\r\n",
    "broken chunk": b"POST / HTTP/1.1\r\n%sTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    "NUL in a header": b"GET / HTTP/1.1\r\n%sX-Odd: a\0b\r\n\r\n",
    "language of bytes": b"GET / HTTP/1.1\r\n%sAccept-Language: \xff;q=zz,,;;=\r\n\r\n",
    "name of bytes": b"GET / HTTP/1.1\r\n%sX\xff: a\r\n\r\n",
    "long header": b"GET / HTTP/1.1\r\n%sX-Odd: " + b"a" * 70_000 + b"\r\n\r\n",
    "many headers": b"GET / HTTP/1.1\r\n%s" + b"X-Odd: a\r\n" * 2_000 + b"\r\n",
    "root of bytes": b"GET / HTTP/1.1\r\n%sDaphne-Root-Path: \xff\r\n\r\n",
    "cookies of bytes": b'GET / HTTP/1.1\r\n%sCookie: \xff=\xfe; sessionid="aaaaaaaaa\\000"\r\n\r\n',
    "charset that is none": b"GET / HTTP/1.1\r\n%sContent-Type: text/plain; charset=utf-16\r\n\r\n",
    "charset of a parameter": (
        b"GET / HTTP/1.1\r\n%sContent-Type: text/plain; a*=zlib_codec''%%41\r\n\r\n"
    ),
    "body that is too long": (
        b"POST / HTTP/1.1\r\n%sContent-Type: text/plain\r\nContent-Length: 400000\r\n\r\n"
        + b"a" * 400_000
    ),
    "body that is too long in pieces": (
        b"POST / HTTP/1.1\r\n%sContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"FFFFFFF\r\n" + b"a" * 400_000
    ),
    "socket without a key": b"GET /ws/s/A/ HTTP/1.1\r\n%sUpgrade: websocket\r\n\r\n",
    "socket with odd bytes": (
        b"GET /ws/s/A/?%%ff=%%00 HTTP/1.1\r\n%sUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Key: \xff\r\nSec-WebSocket-Version: 13\r\nCookie: \xff\r\n\r\n"
    ),
    "socket from a port that is none": (
        b"GET /ws/s/A/ HTTP/1.1\r\n%sUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        b"Origin: http://127.0.0.1:abc\r\n\r\n"
    ),
    "socket from a port that is too large": (
        b"GET /ws/s/A/ HTTP/1.1\r\n%sUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        b"Origin: http://127.0.0.1:99999\r\n\r\n"
    ),
    "socket from half an address": (
        b"GET /ws/s/A/ HTTP/1.1\r\n%sUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        b"Origin: http://[::1\r\n\r\n"
    ),
    "socket from an address that is none": (
        b"GET /ws/s/A/ HTTP/1.1\r\n%sUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        b"Origin: http://[::g]:1\r\n\r\n"
    ),
}


@pytest.mark.parametrize("sent", ODD.values(), ids=ODD)
def test_odd_request_is_refused_or_answered_but_breaks_nothing(
    site: SiteInstance, sent: bytes
) -> None:
    host = HOST % site.port
    with Line(site) as line:
        words = sent.replace(b"%s", host + b"Connection: close\r\n", 1).replace(b"%%", b"%")
        # A line that is closed early says no too: a header was longer than the server reads.
        said = b""
        with suppress(OSError):
            line.write(words)
            line.socket.shutdown(socket.SHUT_WR)
            said = line.rest()
    assert not said.startswith(b"HTTP/1.1 5"), said[:300]
    with Line(site) as line:
        line.ask("GET", "/healthz")
        assert line.read().body == b"ok"


@pytest.mark.parametrize("kind", [odd.FORM, "multipart/form-data; boundary=b"])
@pytest.mark.parametrize("charset", odd.FOREIGN)
def test_form_in_a_foreign_charset_is_refused_in_one_sentence(
    site: SiteInstance, kind: str, charset: str
) -> None:
    with Line(site) as line:
        for method in ("POST", "GET"):
            line.ask(method, "/", {}, {"Content-Type": f"{kind}; charset={charset}"}, b"code=A")
            refused = line.read()
            assert refused.status == 415
            assert refused.body.decode().endswith("envoyez un formulaire ordinaire, en UTF-8.")


@pytest.mark.parametrize("who", ["nobody", "bob", "alice", "root"])
def test_no_request_is_an_error_of_ours(site: SiteInstance, told: Any, who: str) -> None:
    known = told["cookies"][who]

    @settings(max_examples=100, database=None)
    @given(
        st.sampled_from(odd.METHODS),
        st.sampled_from(odd.PATHS),
        odd.queries,
        odd.content_types,
        odd.bodies,
        odd.signs,
        odd.headers,
    )
    def holds(
        method: str,
        path: str,
        query: str,
        kind: str,
        body: bytes,
        cookie: str,
        extra: dict[str, str],
    ) -> None:
        address = f"{path.format(code=told['code'])}?{query}"
        sent = {"Connection": "close", "Content-Type": kind, **extra}
        with Line(site) as line:
            line.ask(method, address, {**known, "x": cookie}, sent, body)
            said = line.rest()
        assert not said.startswith(b"HTTP/1.1 5"), said[:300]

    holds()
