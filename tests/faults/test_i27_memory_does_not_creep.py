"""I27. Memory does not grow: what one participant makes the process keep has a limit, and floods leave nothing."""

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress

import pytest
from websockets.exceptions import ConnectionClosed

from sessions.live.consumer import FLOODING
from tests.faults.bots import Bot
from tests.faults.hall import Hall
from tests.faults.length import LONG, by_length
from tests.faults.memory import MEBIBYTE, memory, most_memory
from tests.faults.waiting import until
from tests.servers import DAPHNE, UVICORN

pytestmark = pytest.mark.standalone
CARDS = by_length(short=60, long=150)
POSITIONS = by_length(short=60, long=200)
FLOODS, JUNK = 14, 25_000
PINGS = 200_000
MOST_KEPT = 50 * MEBIBYTE
MOST_KEPT_OF_FLOODS = 10 * MEBIBYTE
"""What a flood sends is let go at once: a process that queued it held 73 MiB after these fourteen."""
SEANCES = by_length(short=3, long=60)
"""Of a day: the first sixth is its first hour."""


@pytest.mark.parametrize("server", [DAPHNE, UVICORN])
async def test_member_who_asks_from_every_position_leaves_little(
    open_hall: Callable[..., Hall], server: str
) -> None:
    """Long cards with an emoji take four bytes per character; 200 boards of them took 303 MiB (C.5)."""
    async with open_hall(environments=({"server": server},)) as hall:
        [author] = await hall.seat(1)
        long = {"kind": "etape", "title": "Longue 🌍", "text": "é🌍" * 950}
        for _ in range(CARDS):
            await author.send("cartes/", long)
        before = memory(hall.site)
        for since in range(POSITIONS):
            path = f"{hall.room.path}suite/?since={since % CARDS}&audience=participants"
            assert (await author.request("GET", path)).status_code in {200, 204}
        grown = memory(hall.site) - before
        assert grown < MOST_KEPT, f"{grown / MEBIBYTE:.0f} MiB"


@pytest.mark.parametrize("server", [DAPHNE, UVICORN])
async def test_floods_of_junk_leave_nothing(open_hall: Callable[..., Hall], server: str) -> None:
    async with open_hall(environments=({"server": server},)) as hall:
        [flooder] = await hall.seat(1)
        before = most_memory(hall.site)
        for _ in range(FLOODS):
            await flood(flooder)
        grown = most_memory(hall.site) - before
        assert grown < MOST_KEPT_OF_FLOODS, f"{grown / MEBIBYTE:.0f} MiB"


@pytest.mark.parametrize("server", [DAPHNE, UVICORN])
async def test_answers_that_nobody_reads_do_not_pile_up(
    open_hall: Callable[..., Hall], server: str
) -> None:
    """Each ping asks for a pong: without a bound, these took 25 MiB of Daphne and 98 MiB of uvicorn."""
    async with open_hall(environments=({"server": server},)) as hall:
        [flooder] = await hall.seat(1)
        before = most_memory(hall.site)
        async with flooder._connect() as socket:
            socket.transport.pause_reading()
            with suppress(ConnectionClosed):
                for number in range(PINGS):
                    await socket.ping(b"%0125d" % number)
            grown = most_memory(hall.site) - before
            socket.transport.abort()
        assert grown < MOST_KEPT_OF_FLOODS, f"{grown / MEBIBYTE:.0f} MiB"


async def flood(bot: Bot) -> None:
    """As fast as the line takes it, also after the server has said goodbye."""
    async with bot._connect() as socket:
        with suppress(ConnectionClosed):
            for number in range(JUNK):
                await socket.send(json.dumps({"junk": number}))
        await socket.wait_closed()
        assert socket.close_code in {FLOODING, 1006}


@pytest.mark.skipif(not LONG, reason="a day of séances: script/faults --long")
async def test_day_of_sessions_ends_where_its_first_hour_did(
    open_hall: Callable[..., Hall],
) -> None:
    """The same process all day: people come, post, lose their lines, come back, and leave."""
    async with open_hall() as hall:
        first_hour = 0
        for number in range(SEANCES):
            hall.room = await hall.make_room()
            people = [hall.bot(f"Personne {number} {one}") for one in range(20)]
            await asyncio.gather(*[person.join() for person in people])
            await hall.watch(people)
            await asyncio.gather(*[person.post_card("Une carte 🌍 " * 5) for person in people * 5])
            last = max(person.page.position for person in people)
            await until(
                lambda: all(one.page.position >= last for one in people),  # noqa: B023
                seconds=60,
                what="all pages up to date",
            )
            await asyncio.gather(*[person.close() for person in people])
            hall.bots.clear()
            if number == SEANCES // 6:
                first_hour = memory(hall.site)
        grown = memory(hall.site) - first_hour
        assert grown < MOST_KEPT, f"{grown / MEBIBYTE:.0f} MiB"
