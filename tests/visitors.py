"""People before a real server: their browser's requests, and their live page without a screen."""

import json
import ssl
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Any, Self
from uuid import UUID, uuid4

import httpx
from lxml import html as parser
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from sessions.audience import PARTICIPANTS, Audience
from tests.sessions.page import Page

DEADLINE = 15.0
"""Seconds that something may take to come before a test gives up; nothing waits this long when all is well."""
CSRF_TOKEN = "t" * 32


class Visitor:
    """One browser: cookies, POSTs as htmx sends them, sockets."""

    def __init__(
        self,
        origin: str,
        cookies: Mapping[str, str] | None = None,
        *,
        trust: ssl.SSLContext | None = None,
    ) -> None:
        self.origin = origin
        self.trust = trust
        self.cookies = {**(cookies or {}), "csrftoken": CSRF_TOKEN}

    def post(
        self, path: str, fields: Mapping[str, Any] | None = None, operation: UUID | None = None
    ) -> httpx.Response:
        """Sends a form; a fresh operation id unless one is given."""
        headers = {"Origin": self.origin, "HX-Request": "true", "X-CSRFToken": CSRF_TOKEN}
        form = {"operation": str(operation or uuid4()), **(fields or {})}
        return self._request("POST", path, data=form, headers=headers)

    def get(self, path: str) -> httpx.Response:
        """Asks for a page."""
        return self._request("GET", path)

    def load(self, path: str) -> Page:
        """The live page as a browser loads it: the board, and the number at which it stands."""
        document = parser.document_fromstring(self.get(path).text)
        board, room = document.get_element_by_id("board"), document.get_element_by_id("room")
        html = parser.tostring(board, encoding="unicode", with_tail=False)
        return Page(html, int(room.get("data-seq", "0")))

    def watch(
        self, code: str, page: Page | None = None, *, audience: Audience | str = PARTICIPANTS
    ) -> "Live":
        """Opens the live page's socket, from the position of `page`."""
        page = page or Page('<div id="board"></div>')
        path = f"/ws/s/{code}/?since={page.position}&audience={audience}"
        return Live(self.connect(path), page)

    def connect(
        self, path: str, *, origin: str | None = ""
    ) -> AbstractContextManager[ClientConnection]:
        """Opens a socket; `origin` is this site's unless another one, or None, is given."""
        address = self.origin.replace("http", "ws", 1) + path
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return connect(
            address,
            origin=self.origin if origin == "" else origin,  # type: ignore[arg-type]
            additional_headers={"Cookie": cookies},
            ssl=self.trust,
            open_timeout=DEADLINE,
            ping_interval=None,
            max_size=None,
            compression=None,
        )

    def _request(self, method: str, path: str, **options: Any) -> httpx.Response:
        with httpx.Client(
            base_url=self.origin,
            cookies=dict(self.cookies),
            verify=self.trust or True,
            timeout=DEADLINE,
            trust_env=False,
        ) as client:
            return client.request(method, path, **options)


class Live:
    """A live page: it applies the frames that it hears, and waits for what must come."""

    socket: ClientConnection

    def __init__(self, opening: AbstractContextManager[ClientConnection], page: Page) -> None:
        self.opening = opening
        self.page = page
        self.messages: list[dict[str, Any]] = []

    def __enter__(self) -> Self:
        self.socket = self.opening.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.opening.__exit__(kind, error, trace)

    def say(self, message: object) -> None:
        """Sends what a page would, or what it never would."""
        self.socket.send(message if isinstance(message, str | bytes) else json.dumps(message))

    def hear(self) -> dict[str, Any]:
        """The next message, whatever it is; a frame is applied to the page."""
        text = self.socket.recv(timeout=DEADLINE)
        assert isinstance(text, str)
        message: dict[str, Any] = json.loads(text)
        self.messages.append(message)
        if "html" in message:
            self.page.hear(text)
        return message

    def frame(self) -> dict[str, Any]:
        """The next frame; heartbeats are passed over."""
        while "html" not in (message := self.hear()):
            pass
        return message

    def heartbeat(self) -> dict[str, Any]:
        """The next heartbeat, answered as a page answers it; frames are applied on the way."""
        while "head" not in (message := self.hear()):
            pass
        self.say({"seen": self.page.position})
        return message

    def follow(self, until: Callable[[Page], bool]) -> Page:
        """Hears frames until the page shows what it should."""
        while not until(self.page):
            self.frame()
        return self.page

    def close_code(self) -> int | None:
        """Hears until the server closes; the code that it gave."""
        try:
            while True:
                self.hear()
        except ConnectionClosed:
            return self.socket.close_code


def shows(words: str) -> Callable[[Page], bool]:
    """The page holds these words."""
    return lambda page: words in page.text()


def stands_at(seq: int) -> Callable[[Page], bool]:
    """The page has reached this number."""
    return lambda page: page.position >= seq
