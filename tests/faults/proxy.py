"""A small TCP proxy between browsers and a site: it cuts, delays, swallows, and blocks WebSockets.

It runs on a thread of its own, so that tests with and without an event loop can use it.
"""

import asyncio
import threading
from contextlib import suppress
from types import TracebackType
from typing import Self

from tests.instances import free_port

CHUNK = 65_536
FORBIDDEN = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class Proxy:
    """Listens on `url`, and passes bytes to and from a port of 127.0.0.1 as its switches say."""

    def __init__(self, upstream: int) -> None:
        self.upstream = upstream
        self.port = free_port()
        self.delay = 0.0
        """Seconds that every piece takes, each way."""
        self.swallows = False
        """A half-open network: connections stay open, and nothing passes."""
        self.swallows_answers = False
        """Half-open in one direction: requests arrive, answers do not."""
        self.blocks_sockets = False
        """Blocks WebSockets, as the proxies of many town halls do."""
        self.refuses = False
        """New lines are closed at once."""
        self.upgrades = 0
        """How often a WebSocket was asked for."""
        self._lines: set[asyncio.StreamWriter] = set()

    @property
    def url(self) -> str:
        """The origin under which browsers come: the site must know it."""
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        started = asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self._thread.start()
        self._server = asyncio.run_coroutine_threadsafe(started, self._loop).result(10)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def cut(self) -> None:
        """Every line breaks, now."""
        asyncio.run_coroutine_threadsafe(self._cut(), self._loop).result(10)

    def resume(self) -> None:
        """Ends all faults. Connections that lost bytes are cut, because no network gives lost bytes back."""
        lost = self.swallows or self.swallows_answers
        self.delay, self.swallows, self.swallows_answers = 0.0, False, False
        self.blocks_sockets = self.refuses = False
        if lost:
            self.cut()

    async def _cut(self) -> None:
        for line in list(self._lines):
            line.transport.abort()

    async def _end(self) -> None:
        self._server.close()
        await self._cut()
        # Without their lines, all that still runs ends by itself.
        rest = asyncio.all_tasks() - {asyncio.current_task()}
        await asyncio.gather(*rest, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._lines.add(writer)
        try:
            if not self.refuses:
                await self._pass_on(reader, writer)
        except (OSError, EOFError):
            pass
        finally:
            self._lines.discard(writer)
            writer.transport.abort()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", self.upstream)
        self._lines.add(back)
        up = asyncio.ensure_future(self._pump(reader, back, answer=writer))
        down = asyncio.ensure_future(self._pump(there, writer))
        try:
            await asyncio.wait([up, down], return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (up, down):
                task.cancel()
            await asyncio.gather(up, down, return_exceptions=True)
            self._lines.discard(back)
            back.transport.abort()

    async def _pump(
        self,
        source: asyncio.StreamReader,
        sink: asyncio.StreamWriter,
        answer: asyncio.StreamWriter | None = None,
    ) -> None:
        with suppress(OSError):
            while piece := await source.read(CHUNK):
                if answer is not None and b"\r\nupgrade: websocket\r\n" in piece.lower():
                    self.upgrades += 1
                    if self.blocks_sockets:
                        answer.write(FORBIDDEN)
                        await answer.drain()
                        return
                if self.delay:
                    await asyncio.sleep(self.delay)
                if not self.swallows and not (self.swallows_answers and answer is None):
                    sink.write(piece)
                    await sink.drain()
