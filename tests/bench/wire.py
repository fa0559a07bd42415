"""The bots' side of the network, as cheap as it can be: what is measured is the server, not the bots.

A `Screen` is a live page without a screen: it takes frames, notes when each card came, and
acknowledges as the page does. A `Browser` sends requests over connections that it keeps open.
"""

import asyncio
import base64
import os
import random
import re
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

ACKNOWLEDGE_FROM, ACKNOWLEDGE_EVERY = 32_000, 1.0
"""Characters and seconds, as in static/js/live.js."""
MARK = re.compile(rb">mark-(\d{6})<")
"""The title of a card that a bot posted."""
LENGTH = re.compile(r"\r\ncontent-length: *(\d+)", re.IGNORECASE)
TEXT, CLOSE, PING = 1, 8, 9


@dataclass(frozen=True)
class Address:
    """Where a bot goes, and as whom."""

    port: int
    path: str
    cookies: str = ""

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def at(self, path: str) -> "Address":
        """Another page for the same person."""
        return Address(self.port, path, self.cookies)


class Screen(asyncio.Protocol):
    """One socket. `saw` is told of every card, once, with the time of its arrival."""

    def __init__(
        self, address: Address, saw: Callable[[int, float], None], *, polite: bool
    ) -> None:
        self.address, self.saw, self.polite = address, saw, polite
        self.position = 0
        self.text = b""
        self.frames = self.bytes = 0
        self.closed_with: int | None = None
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._accepted = False
        self._buffer = bytearray()
        self._marks: set[bytes] = set()
        self._shown = random.randrange(ACKNOWLEDGE_FROM)
        self._acknowledgement: asyncio.TimerHandle | None = None
        self._transport: asyncio.Transport

    @classmethod
    async def open(
        cls, address: Address, saw: Callable[[int, float], None], *, polite: bool
    ) -> "Screen":
        """Connects, and waits until the server has accepted; ours then says what the page missed."""
        loop = asyncio.get_running_loop()
        _, screen = await loop.create_connection(
            lambda: cls(address, saw, polite=polite), "127.0.0.1", address.port
        )
        await screen.ready
        return screen

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        key = base64.b64encode(os.urandom(16)).decode()
        head = [
            f"GET {self.address.path} HTTP/1.1",
            f"Host: 127.0.0.1:{self.address.port}",
            f"Origin: {self.address.origin}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            f"Sec-WebSocket-Key: {key}",
            "Sec-WebSocket-Version: 13",
            f"Cookie: {self.address.cookies}",
        ]
        transport.write("\r\n".join([*head, "", ""]).encode())

    def data_received(self, data: bytes) -> None:
        now = time.monotonic()
        self._buffer += data
        if not self._accepted and not self._take_answer():
            return
        while (message := self._take_message()) is not None:
            self._hear(*message, now)

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.ready.done():
            self.ready.set_exception(ConnectionError("the server refused the socket"))
        if self._acknowledgement:
            self._acknowledgement.cancel()
        if self.closed_with is None:
            self.closed_with = 1006

    def say(self, text: str) -> None:
        """Sends a small message."""
        self._send(TEXT, text.encode())

    def close(self) -> None:
        """Leaves without a word, as a phone that loses its network."""
        self._transport.abort()

    def _take_answer(self) -> bool:
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            return False
        status = bytes(self._buffer[9:12])
        del self._buffer[: end + 4]
        self._accepted = status == b"101"
        if not self._accepted:
            self.ready.set_exception(ConnectionError(f"the server answered {status.decode()}"))
        elif not self.polite:
            self.ready.set_result(None)
        return self._accepted

    def _take_message(self) -> tuple[int, bytes] | None:
        buffer = self._buffer
        if len(buffer) < 2:
            return None
        size, start = buffer[1] & 127, 2
        if size == 126:
            size, start = int.from_bytes(buffer[2:4], "big"), 4
        elif size == 127:
            size, start = int.from_bytes(buffer[2:10], "big"), 10
        if len(buffer) < start + size:
            return None
        kind, content = buffer[0] & 15, bytes(buffer[start : start + size])
        del buffer[: start + size]
        return kind, content

    def _hear(self, kind: int, content: bytes, now: float) -> None:
        if kind == TEXT:
            self._read(content, now)
        elif kind == PING:
            self._send(10, content)
        elif kind == CLOSE:
            self.closed_with = int.from_bytes(content[:2], "big")

    def _read(self, content: bytes, now: float) -> None:
        if content.startswith(b'{"head"'):
            self._answer_heartbeat(int(content[9:-1]))
            return
        self.frames += 1
        if not self.ready.done():
            self.ready.set_result(None)
        self.bytes += len(content)
        self.text = content
        self.position = int(content[8 : content.index(b",")])
        for mark in MARK.findall(content):
            if mark not in self._marks:
                self._marks.add(mark)
                self.saw(int(mark), now)
        self._shown += len(content)
        if not self.polite or self._shown < ACKNOWLEDGE_FROM:
            return
        self._shown %= ACKNOWLEDGE_FROM
        if self._acknowledgement is None:
            loop = asyncio.get_running_loop()
            self._acknowledgement = loop.call_later(ACKNOWLEDGE_EVERY, self._acknowledge)

    def _answer_heartbeat(self, head: int) -> None:
        if head > self.position:
            self.say(f'{{"pull": {self.position}}}')
        else:
            self._acknowledge()

    def _acknowledge(self) -> None:
        self._acknowledgement = None
        if not self._transport.is_closing():
            self.say(f'{{"seen": {self.position}}}')

    def _send(self, kind: int, content: bytes) -> None:
        assert len(content) < 126
        # Masked with zeros: servers unmask all the same, and we need no secrecy.
        self._transport.write(struct.pack("!BBI", 128 | kind, 128 | len(content), 0) + content)


@dataclass(frozen=True)
class Reply:
    """The answer to one request; `seconds` from sent to read whole."""

    status: int
    headers: str
    body: bytes
    sent: float
    seconds: float


@dataclass
class Browser:
    """Requests to one server; connections are kept open and used again, as browsers do."""

    _idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = field(default_factory=list)

    async def post(self, address: Address, fields: dict[str, str]) -> Reply:
        """Sends a form as htmx does."""
        body = urlencode(fields)
        head = [
            f"POST {address.path} HTTP/1.1",
            f"Origin: {address.origin}",
            "HX-Request: true",
            "X-CSRFToken: " + "t" * 32,
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
        ]
        return await self._ask(address, head, body)

    async def get(self, address: Address) -> Reply:
        """Asks for a page."""
        return await self._ask(address, [f"GET {address.path} HTTP/1.1"], "")

    def close(self) -> None:
        """Closes what is open."""
        for _, writer in self._idle:
            writer.close()
        self._idle.clear()

    async def _ask(self, address: Address, head: list[str], body: str) -> Reply:
        reader, writer = await self._connection(address.port)
        common = [f"Host: 127.0.0.1:{address.port}", f"Cookie: {address.cookies}", "Accept: */*"]
        sent = time.monotonic()
        writer.write(("\r\n".join([*head, *common, "", ""]) + body).encode())
        headers = (await reader.readuntil(b"\r\n\r\n")).decode("latin1")
        length = LENGTH.search(headers)
        content = await reader.readexactly(int(length[1])) if length else b""
        seconds = time.monotonic() - sent
        self._idle.append((reader, writer))
        return Reply(int(headers[9:12]), headers, content, sent, seconds)

    async def _connection(self, port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        while self._idle:
            reader, writer = self._idle.pop()
            if not reader.at_eof() and not writer.is_closing():
                return reader, writer
        return await asyncio.open_connection("127.0.0.1", port)
