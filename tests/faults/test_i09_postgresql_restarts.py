"""I9. PostgreSQL crashes during a burst: the site answers a clear 503, acknowledges nothing falsely, then goes on."""

from collections import Counter
from collections.abc import Callable

import pytest

from tests.faults.bots import Bot
from tests.faults.bursts import posting
from tests.faults.hall import Hall
from tests.faults.length import by_length
from tests.faults.waiting import until_answered
from tests.instances import PostgresInstance, RedisInstance

pytestmark = pytest.mark.standalone
PEOPLE = by_length(short=8, long=40)
CRASHES = by_length(short=1, long=5)
DOWN = by_length(short=0.5, long=5.0)


async def test_database_crashes_while_everybody_posts(
    open_hall: Callable[..., Hall], postgres: PostgresInstance, redis: RedisInstance
) -> None:
    options = {"processes": 2, "database_url": postgres.url, "redis_url": redis.url}
    async with open_hall(**options) as hall:
        people = await hall.seat(PEOPLE)
        watch = await hall.screens()
        async with posting(people):
            for _ in range(CRASHES):
                await hall.nemesis.wait(0.5, 1.5)
                await hall.nemesis.crash(postgres)
                await says_so_clearly(watch[0])
                await hall.nemesis.wait(DOWN, DOWN)
                await hall.nemesis.start(postgres)
                await until_answered(lambda: answers(watch[0]), seconds=30, what="pages answered")
        await hall.check(seconds=30)
        statuses = Counter(one for bot in people for ask in bot.asked for one in ask.statuses)
        # 429: who was kept waiting comes back faster than a person would.
        assert set(statuses) <= {0, 200, 302, 429, 503}, statuses
        assert not [code for bot in people for code in bot.closes], "sockets outlive the database"


async def says_so_clearly(leader: Bot) -> None:
    """A form and a page, while there is no database."""
    form = await leader.request("POST", f"{leader.room.path}cloture/", {})
    page = await leader.request("GET", f"{leader.room.path}animation/")
    for answer in (form, page):
        assert answer.status_code == 503, answer.text
        assert "Le service ne répond pas pour l’instant" in answer.text
        assert answer.headers["Content-Type"].startswith("text/plain")


async def answers(leader: Bot) -> bool:
    """Whether the cockpit is served again."""
    answer = await leader.request("GET", f"{leader.room.path}animation/")
    assert answer.status_code in {200, 503}
    return answer.status_code == 200
