"""I2. Numbers stay gap-free, unique and in the order of the commits, through kills and rollbacks.

A reader that asks "since N" all along sees each of them once, in order.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from tests.faults.bursts import posting
from tests.faults.hall import Hall
from tests.faults.length import LONG, by_length
from tests.instances import PostgresInstance, RedisInstance

pytestmark = pytest.mark.standalone
PEOPLE = by_length(short=12, long=50)
KILLS = by_length(short=2, long=10)


async def test_numbers_through_kills_and_rollbacks(open_hall: Callable[..., Hall]) -> None:
    async with open_hall() as hall, reader(hall) as seen:
        await work_and_kill(hall)
    assert seen


@pytest.mark.skipif(not LONG, reason="PostgreSQL and two processes: in the long form")
async def test_numbers_of_two_processes_on_postgresql(
    open_hall: Callable[..., Hall], postgres: PostgresInstance, redis: RedisInstance
) -> None:
    options = {"processes": 2, "database_url": postgres.url, "redis_url": redis.url}
    async with open_hall(**options) as hall, reader(hall) as seen:
        await work_and_kill(hall)
    assert seen


async def work_and_kill(hall: Hall) -> None:
    people = await hall.seat(PEOPLE, watching=False)
    async with posting(people, refused_every=3):
        for _ in range(KILLS):
            victim = hall.dice.choice(hall.sites)
            await hall.nemesis.wait(0.3, 1.5)
            await hall.nemesis.kill(victim)
            await hall.nemesis.start(victim)
    rolled_back = [
        one for bot in people for one in bot.asked if one.answer and not one.is_acknowledged
    ]
    assert rolled_back
    await hall.check()


@asynccontextmanager
async def reader(hall: Hall) -> AsyncIterator[list[int]]:
    """Reads beside the room; at the end, what it saw is compared with the journal."""
    async with hall.beside("tests.faults.reader", hall.room.code) as seen:
        yield seen
    facts = await hall.facts()
    assert seen == [seq for seq, _ in facts.entries]
