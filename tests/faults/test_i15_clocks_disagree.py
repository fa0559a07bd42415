"""I15. Order does not depend on clocks: the clock of one of two processes is two hours ahead."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html as parser

from tests.faults.bots import Bot
from tests.faults.bursts import posting
from tests.faults.hall import Hall
from tests.faults.length import by_length
from tests.instances import PostgresInstance, RedisInstance

pytestmark = pytest.mark.standalone
PEOPLE = by_length(short=6, long=30)
HOUR = timedelta(hours=1)
LIBRARY = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)
AHEAD = {
    "LD_PRELOAD": str(LIBRARY),
    "FAKETIME": "+2h",
    # What measures durations stays as it is: only the date is wrong.
    "FAKETIME_DONT_FAKE_MONOTONIC": "1",
}


@pytest.mark.skipif(LIBRARY is None, reason="libfaketime is not installed: script/setup --tests")
async def test_process_two_hours_ahead(open_hall: Callable[..., Hall]) -> None:
    async with open_hall(processes=2, environments=[{}, AHEAD]) as hall:
        people = await hall.seat(PEOPLE)
        await hall.screens()
        async with posting(people):
            await hall.nemesis.wait(2, by_length(short=3.0, long=30.0))
        facts = await hall.check()
        taken = [one for bot in people for one in bot.asked if one.is_acknowledged]
        numbers = [facts.operations[one.operation]["seq"] for one in taken]
        assert sorted(numbers) == sorted(set(numbers))
        dates = [datetime.fromisoformat(date) for date in facts.dates]
        # The fault did strike: the journal's dates jump back and forth, its order does not care.
        assert any(later < earlier - HOUR for earlier, later in pairwise(dates))
        assert any(later > earlier + HOUR for earlier, later in pairwise(dates))


@pytest.mark.skipif(LIBRARY is None, reason="libfaketime is not installed: script/setup --tests")
async def test_clock_of_a_step_is_the_same_in_both_processes(
    open_hall: Callable[..., Hall], postgres: PostgresInstance, redis: RedisInstance
) -> None:
    """Each process counts by the time of the database, which is right."""
    options = {"database_url": postgres.url, "redis_url": redis.url}
    async with open_hall(processes=2, environments=[{}, AHEAD], **options) as hall:
        right, wrong = (
            hall.bot(f"Écran {number}", origins=[site.url], audience="facilitators")
            for number, site in enumerate(hall.sites)
        )
        # Processes start slowly where others compute.
        right.patience = wrong.patience = 60
        for leader, minutes in ((wrong, 10), (right, 20)):
            started = await leader.send("minuteur/", {"minutes": str(minutes)})
            assert started.is_acknowledged, started
            for reader in (right, wrong):
                assert abs(await seconds_left(reader) - 60 * minutes) < 30
            stopped = await leader.send("minuteur/", {"act": "stop"})
            assert stopped.is_acknowledged, stopped


async def seconds_left(leader: Bot) -> float:
    """As a page counts: the end that it is drawn with, minus the server's time that it comes with."""
    page = await leader.request("GET", f"{leader.room.path}animation/")
    document = parser.document_fromstring(page.text)
    ends = float(document.get_element_by_id("clock").get("data-ends", "0"))
    now = float(document.get_element_by_id("room").get("data-now", "0"))
    asked = await leader.request(
        "GET", f"{leader.room.path}suite/?since=1000000&audience=facilitators"
    )
    assert abs(float(asked.headers["X-Server-Now"]) - now) < 10_000
    return (ends - now) / 1000
