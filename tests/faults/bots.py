"""People as programs: each does what static/js does in a page, and remembers what it asked and saw.

A form is sent with an operation id, again and again until it is answered (outbox.js). The live page
follows by a socket from its own position, says what it has seen, pulls what it misses after a heartbeat,
leaves a silent connection, and comes back after the delays of live.js, divided by its `haste`.
"""

import asyncio
import json
import ssl
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field
from random import Random
from typing import Any
from uuid import uuid4

import httpx
from lxml import html as parser
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidHandshake, WebSocketException

from sessions.live.consumer import COME_BACK, NOT_YOURS, UNKNOWN
from tests.faults.rooms import RoomKeys
from tests.sessions.page import Page
from tests.visitors import CSRF_TOKEN

PATIENCE = 10.0
"""Seconds for one answer, as in outbox.js."""
AGAIN = 5.0
"""Seconds between two tries of a form, as in outbox.js."""
SILENCE, FIRST_RETRY, SLOWEST_RETRY, ACKNOWLEDGE_EVERY = 15.0, 1.0, 20.0, 1.0
"""Seconds, as in live.js."""
SECOND_LOOK = 1.0
"""Seconds that a line which seems silent is given, see `_next`."""
ACKNOWLEDGE_FROM = 32_000
"""Characters, as in live.js."""
UVICORN_STOPS = 1012
TRUST = ssl.create_default_context()

Fields = Mapping[str, Any]
Frame = dict[str, Any]


@dataclass
class Asked:
    """One form: every status that came back (0: none did), and the answer that ended it."""

    path: str
    fields: Fields
    operation: str = field(default_factory=lambda: str(uuid4()))
    statuses: list[int] = field(default_factory=list)
    answer: httpx.Response | None = None

    @property
    def is_acknowledged(self) -> bool:
        """Whether its author was told that the site accepted the form."""
        return self.answer is not None and self.answer.status_code < 400


class Bot:
    """One browser: its cookies, its forms, its live page. `origins` are the processes it may meet."""

    def __init__(
        self,
        name: str,
        origins: Sequence[str],
        room: RoomKeys,
        *,
        dice: Random,
        haste: float = 10.0,
        audience: str = "participants",
        cookies: Mapping[str, str] | None = None,
    ) -> None:
        self.name, self.origins, self.room = name, list(origins), room
        self.dice, self.haste, self.audience = dice, haste, audience
        self.patience = PATIENCE
        self.http = httpx.AsyncClient(verify=TRUST, trust_env=False)
        self.cookies = {**(cookies or {}), "csrftoken": CSRF_TOKEN}
        self.page = Page('<div id="board"></div>')
        self.asked: list[Asked] = []
        self.snapshots: dict[int, Page] = {}
        self.opened_at: list[float] = []
        self.closes: list[int | None] = []
        self.refused_handshakes: list[int] = []
        self.socket: ClientConnection | None = None
        self.heard = False
        self.left = False
        self.keeps_snapshots = False
        self._following: asyncio.Task[None] | None = None
        self._shown = dice.randrange(ACKNOWLEDGE_FROM)
        self._acknowledging: asyncio.Task[None] | None = None

    # --- Forms ------------------------------------------------------------------------------------

    async def join(self) -> None:
        """Takes a seat, as from the phone at the door."""
        territory = self.dice.choice(self.room.territories)
        asked = await self.send("rejoindre/", {"name": self.name, "territory": territory})
        assert asked.is_acknowledged, asked

    async def post_card(self, title: str) -> Asked:
        """Sends a card again and again until it is answered."""
        kind = self.dice.choice(["racine", "etape", "appui", "obstacle", "horizon"])
        year = self.dice.choice(["", "1986", "2014-2017", "2020"])
        return await self.send("cartes/", {"kind": kind, "title": title, "moment": year})

    async def send(self, path: str, fields: Fields | None = None) -> Asked:
        """Sends a form of the room again and again, with the same operation id, until it is answered."""
        asked = Asked(self.room.path + path, dict(fields or {}))
        self.asked.append(asked)
        while not await self.try_once(asked):  # noqa: ASYNC110 -- nobody sets an event for us
            await asyncio.sleep(AGAIN / self.haste)
        return asked

    async def try_once(self, asked: Asked) -> bool:
        """Sends the form once; returns whether it was answered. A 5xx is no answer, nor is a « too fast »."""
        try:
            answer = await self.request(
                "POST", asked.path, {"operation": asked.operation, **asked.fields}
            )
        except httpx.HTTPError:
            asked.statuses.append(0)
            return False
        asked.statuses.append(answer.status_code)
        if answer.status_code >= 500 or answer.status_code == 429:
            return False
        asked.answer = answer
        return True

    async def request(self, method: str, path: str, form: Fields | None = None) -> httpx.Response:
        """One request to one of the processes."""
        origin = self.dice.choice(self.origins)
        headers = {"Origin": origin, "HX-Request": "true", "X-CSRFToken": CSRF_TOKEN}
        headers["Cookie"] = self._cookie_header()
        answer = await self.http.request(
            method, origin + path, data=form, headers=headers, timeout=self.patience
        )
        self._keep_seat(answer)
        return answer

    def _cookie_header(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _keep_seat(self, answer: httpx.Response) -> None:
        seat = f"place_{self.room.code}"
        if seat in answer.cookies:
            self.cookies[seat] = answer.cookies[seat]
        # One of the server's own beside ours would make two of the same name.
        self.http.cookies.clear()

    # --- The live page ----------------------------------------------------------------------------

    async def load(self) -> None:
        """Opens the page of the room: the board, and the number at which it stands."""
        place = {"facilitators": "animation/", "projector": "ecran/"}.get(self.audience, "")
        answer = await self.request("GET", self.room.path + place)
        assert answer.status_code == 200, answer
        document = parser.document_fromstring(answer.text)
        board, room = document.get_element_by_id("board"), document.get_element_by_id("room")
        self.page = Page(parser.tostring(board, encoding="unicode"), int(room.get("data-seq", "0")))

    def follow(self) -> None:
        """Begins to follow the room by a socket; ends with `close`."""
        self._following = asyncio.create_task(self._follow())

    @property
    def is_following(self) -> bool:
        """Whether its live page is open, connected or not."""
        return self._following is not None and not self.left

    def story(self) -> str:
        """The number at which the page stands, and how it came there, for people who read a failure."""
        task = self._following
        end = task.exception() if task and task.done() and not task.cancelled() else None
        return (
            f"{self.name}: at {self.page.position}, socket {'open' if self.socket else 'closed'},"
            f" closes {self.closes}, handshakes refused {self.refused_handshakes}, {end!r}"
        )

    async def _follow(self) -> None:
        failures = 0
        while not self.left:
            heard, code = await self._one_socket()
            failures = 1 if heard else failures + 1
            self.closes.append(code)
            self.left = code in {NOT_YOURS, UNKNOWN}
            if not self.left:
                await asyncio.sleep(self._pause(code, failures) / self.haste)

    def _pause(self, code: int | None, failures: int) -> float:
        if code in {COME_BACK, UVICORN_STOPS}:
            return self.dice.random() * SLOWEST_RETRY
        if failures == 1:
            return FIRST_RETRY * (0.5 + self.dice.random())
        return self.dice.random() * min(FIRST_RETRY * 2.0 ** (failures + 2), SLOWEST_RETRY)

    async def _one_socket(self) -> tuple[bool, int | None]:
        """Follows one socket from handshake to close; returns whether it said anything, and its close code."""
        heard = False
        try:
            async with self._connect() as socket:
                self.opened_at.append(time.monotonic())
                self.socket = socket
                try:
                    while True:
                        await self._hear(socket, await _next(socket))
                        heard = True
                except (WebSocketException, TimeoutError):
                    # A half-open line never says goodbye: do not wait for its close.
                    socket.transport.abort()
                    return heard, socket.close_code
        except InvalidHandshake as refusal:
            response = getattr(refusal, "response", None)
            self.refused_handshakes.append(response.status_code if response else 0)
        except (OSError, TimeoutError, WebSocketException):
            self.refused_handshakes.append(0)
        finally:
            self.socket = None
        return heard, None

    def _connect(self) -> connect:
        origin = self.dice.choice(self.origins)
        query = f"since={self.page.position}&audience={self.audience}"
        return connect(
            f"{origin.replace('http', 'ws', 1)}/ws/s/{self.room.code}/?{query}",
            origin=origin,  # type: ignore[arg-type]
            additional_headers={"Cookie": self._cookie_header()},
            open_timeout=PATIENCE,
            close_timeout=1,
            ping_interval=None,
            max_size=None,
            compression=None,
            proxy=None,
        )

    async def _hear(self, socket: ClientConnection, text: str) -> None:
        message: Frame = json.loads(text)
        self.heard = True
        if "html" in message:
            self._show(text)
            self._acknowledge_soon(socket, len(message["html"]))
        elif "mine" in message:
            pass  # A page fetches its ballot anew; a bot shows none.
        elif message["head"] > self.page.position:
            await socket.send(json.dumps({"pull": self.page.position}))
        else:
            await socket.send(json.dumps({"seen": self.page.position}))

    def _show(self, text: str) -> None:
        if self.keeps_snapshots:
            self.snapshots[self.page.position] = deepcopy(self.page)
        self.page.hear(text)

    def _acknowledge_soon(self, socket: ClientConnection, shown: int) -> None:
        self._shown += shown
        if self._shown < ACKNOWLEDGE_FROM:
            return
        self._shown %= ACKNOWLEDGE_FROM
        if self._acknowledging is None or self._acknowledging.done():
            self._acknowledging = asyncio.create_task(self._acknowledge(socket))

    async def _acknowledge(self, socket: ClientConnection) -> None:
        await asyncio.sleep(ACKNOWLEDGE_EVERY)
        with suppress(WebSocketException):
            await socket.send(json.dumps({"seen": self.page.position}))

    async def close(self) -> None:
        """Leaves, without a message."""
        for task in (self._following, self._acknowledging):
            if task is not None:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
        await self.http.aclose()


async def _next(socket: ClientConnection) -> str:
    """The next message; TimeoutError on a silent connection.

    Forty bots share this process, while each real page has one of its own. When each of them parses a whole board,
    this takes longer than a silence, so a second look finds what came meanwhile.
    """
    for seconds in (SILENCE, SECOND_LOOK):
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                return str(await socket.recv())
    raise TimeoutError
