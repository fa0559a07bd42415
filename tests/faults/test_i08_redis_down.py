"""I8. While Redis is down, posting works and pages still follow; once it is back, hints work again by themselves."""

from collections.abc import Callable

import pytest
from redis import Redis

from tests.faults.bots import Bot
from tests.faults.bursts import posting
from tests.faults.hall import Hall
from tests.faults.length import LONG, by_length
from tests.faults.waiting import until, until_answered
from tests.instances import RedisInstance
from tests.servers import SiteInstance

pytestmark = pytest.mark.standalone
PEOPLE = by_length(short=8, long=30)
AWAY = by_length(short=4.0, long=30.0)
FOLLOW = 10.0
"""Seconds: the hub looks every 3 s, also without a hint; the rest is for a busy machine."""


async def test_redis_is_killed_paused_and_back(
    open_hall: Callable[..., Hall], redis: RedisInstance
) -> None:
    async with open_hall(processes=2, redis_url=redis.url) as hall:
        people = await hall.seat(PEOPLE)
        async with posting(people):
            await hall.nemesis.wait(0.5, 1)
            await hall.nemesis.kill(redis)
            await hall.nemesis.wait(AWAY, AWAY)
            await follows(people, hall)
            await hall.nemesis.start(redis)
            await all_hints_flow(hall)
            with Redis(port=redis.port) as client:
                client.execute_command("CLIENT", "PAUSE", int(AWAY * 1000))
            assert not await is_ready(hall, hall.sites[0]), "said at once, and not once it is back"
            await follows(people, hall)
            await all_hints_flow(hall, seconds=30 + AWAY)
        await hall.check(seconds=30)
        assert not {500, 503} & {one for bot in people for ask in bot.asked for one in ask.statuses}
        assert not any(bot.closes for bot in people), "no socket closes when Redis does"


@pytest.mark.skipif(not LONG, reason="60 s of idleness: in the long form")
async def test_hints_flow_after_a_minute_of_idleness(
    open_hall: Callable[..., Hall], redis: RedisInstance
) -> None:
    async with open_hall(processes=2, redis_url=redis.url) as hall:
        people = await hall.seat(4)
        await hall.nemesis.wait(60, 60)
        await all_hints_flow(hall)
        await people[0].post_card("Après une minute")
        await hall.check(seconds=FOLLOW)
        assert not any(bot.closes for bot in people)


async def follows(people: list[Bot], hall: Hall) -> None:
    """A card posted now comes to all pages, in both processes."""
    title = f"Pendant la panne {len(hall.nemesis.deeds)} {people[0].page.position}"
    asked = await people[0].post_card(title)
    assert asked.is_acknowledged
    await until(
        lambda: all(title in bot.page.text() for bot in people),
        seconds=FOLLOW,
        what=f"« {title} » on all pages",
    )


async def all_hints_flow(hall: Hall, *, seconds: float = 30) -> None:
    """Each process has a hint come back through Redis."""
    for site in hall.sites:
        await until_answered(
            lambda site=site: is_ready(hall, site),  # type: ignore[misc]
            seconds=seconds,
            what=f"{site.url} ready",
        )


async def is_ready(hall: Hall, site: SiteInstance) -> bool:
    answer = await hall.bots[0].http.get(f"{site.url}/readyz", timeout=10)
    return answer.status_code == 200
