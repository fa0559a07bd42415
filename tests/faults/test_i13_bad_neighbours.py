"""I13. A slow or flooding peer hurts nobody else: 100 MiB of memory at most, and the others' forms go through."""

import asyncio
import json
import statistics
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from sessions.live.consumer import FALLEN_BEHIND, FLOODING
from tests.faults.bots import Bot
from tests.faults.bursts import posting
from tests.faults.hall import Hall
from tests.faults.length import LONG, by_length
from tests.servers import SiteInstance

pytestmark = pytest.mark.standalone
PEOPLE = by_length(short=6, long=30)
MUTE = by_length(short=5, long=30)
MEBIBYTE = 1024 * 1024
MOST_GROWTH = 100 * MEBIBYTE
TOO_BIG, CUT = 1009, 1006
JUNK = 10_000


async def test_bad_neighbours_hurt_nobody(open_hall: Callable[..., Hall]) -> None:
    async with open_hall() as hall:
        *people, quiet = await hall.seat(PEOPLE + 1)
        bad = [hall.bot(f"Voisin {number}") for number in range(MUTE + 2)]
        await asyncio.gather(*[one.join() for one in bad])
        before = memory(hall.site)
        cards, cookies = f"{hall.room.path}cartes/", json.dumps([quiet.cookies])
        onlooker = hall.beside("tests.faults.onlooker", hall.site.url, cards, cookies)
        async with posting(people), onlooker as waits:
            await asyncio.gather(
                flood(bad[0]),
                huge_frame(bad[1]),
                huge_body(hall, announced=True),
                huge_body(hall, announced=False),
                *[never_read(one) for one in bad[2:]],
            )
        grown = memory(hall.site) - before
        assert grown < MOST_GROWTH, f"{grown / MEBIBYTE:.0f} MiB"
        assert not any(person.closes for person in people)
        await hall.check()
        assert waits
        # On a machine that does other things too, a duration proves nothing: in the long form only.
        if LONG:
            assert statistics.quantiles(waits, n=20)[-1] < 1, waits


async def flood(bot: Bot) -> None:
    async with bot._connect() as socket:
        with suppress(ConnectionClosed):
            for number in range(JUNK):
                await socket.send(json.dumps({"junk": number}))
        assert await end_of(socket) in {FLOODING, CUT}


async def huge_frame(bot: Bot) -> None:
    async with bot._connect() as socket:
        with suppress(ConnectionClosed):
            await socket.send("x" * 5 * MEBIBYTE)
        assert await end_of(socket) in {TOO_BIG, CUT}


async def never_read(bot: Bot) -> None:
    """A phone that is asleep with its line open: it says it is there, and takes nothing."""
    async with bot._connect() as socket:
        socket.transport.pause_reading()
        with suppress(ConnectionClosed):
            for _ in range(3):
                # A pull from the beginning: the most that one message can make the server send.
                await socket.send(json.dumps({"pull": 0}))
                await asyncio.sleep(0.5)
        if LONG:
            # Heartbeats pile up unread, and the server ends it.
            await asyncio.sleep(45)
            socket.transport.resume_reading()
            assert await end_of(socket) in {FALLEN_BEHIND, CUT}
        else:
            socket.transport.abort()


async def end_of(socket: ClientConnection) -> int | None:
    with suppress(ConnectionClosed):
        async with asyncio.timeout(30):
            while True:
                await socket.recv()
    return socket.close_code


async def huge_body(hall: Hall, *, announced: bool) -> None:
    """300 MB to an address of the room, or as much of it as the server takes."""
    reader, writer = await asyncio.open_connection("127.0.0.1", hall.site.port)
    length = "Content-Length: 300000000" if announced else "Transfer-Encoding: chunked"
    head = f"POST {hall.room.path}cartes/ HTTP/1.1\r\nHost: 127.0.0.1\r\n{length}\r\n\r\n"
    piece = b"x" * 65_536 if announced else b"10000\r\n" + b"x" * 65_536 + b"\r\n"
    sent = 0
    with suppress(OSError):
        writer.write(head.encode())
        while sent < 300_000_000:
            writer.write(piece)
            await writer.drain()
            sent += len(piece)
    said = b""
    with suppress(OSError):
        said = await reader.read(64)
    writer.transport.abort()
    assert sent < 300_000_000
    # The refusal may be lost with the line that is cut on us; what matters is that it was cut.
    assert not said or said.startswith(b"HTTP/1.1 413")


def memory(site: SiteInstance) -> int:
    """The most that the process ever held, in bytes."""
    assert site.process is not None
    status = Path(f"/proc/{site.process.pid}/status").read_text()
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(peak.split()[1]) * 1024
