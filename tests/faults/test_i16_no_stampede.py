"""I16. After a restart nobody stampedes; and a process that is asked to stop drains (stack fact F19)."""

import asyncio
import time
from collections.abc import Callable

import pytest

from sessions.live.consumer import COME_BACK
from tests.faults.bots import Bot
from tests.faults.bursts import posting
from tests.faults.hall import Hall
from tests.faults.length import by_length

pytestmark = pytest.mark.standalone
SOCKETS = by_length(short=40, long=300)
SPREAD, CONVERGED, DRAINED = 10.0, 60.0, 10.0
"""Seconds: the return takes at least so long, all pages are right within, the process ends within."""


async def test_sockets_come_back_spread_out(open_hall: Callable[..., Hall]) -> None:
    async with open_hall() as hall:
        # The delays of live.js as they are.
        people = await hall.seat(SOCKETS, haste=1)
        await hall.nemesis.stop(hall.site)
        await hall.nemesis.start(hall.site)
        returns = time.monotonic()
        await people[0].post_card("Pendant que les autres reviennent")
        await hall.check(seconds=CONVERGED)
        assert {bot.closes[0] for bot in people} == {COME_BACK}
        came = sorted(bot.opened_at[-1] for bot in people)
        assert came[-1] - came[0] >= SPREAD or came[-1] - returns >= SPREAD
        assert not five_hundreds(people)


async def test_process_that_stops_drains(open_hall: Callable[..., Hall]) -> None:
    async with open_hall() as hall:
        people = await hall.seat(by_length(short=10, long=50))
        async with posting(people, pause=0.3):
            await hall.nemesis.wait(0.5, 1)
            assert hall.site.process is not None
            hall.site.process.terminate()
            # TimeoutExpired when it is not gone by then.
            await asyncio.to_thread(hall.site.process.wait, DRAINED)
            hall.site.process = None
            await hall.nemesis.start(hall.site)
        await hall.check()
        assert {bot.closes[0] for bot in people} == {COME_BACK}
        assert not five_hundreds(people)


def five_hundreds(people: list[Bot]) -> list[int]:
    """Every 5xx that anybody was given, by a form or by a handshake."""
    asked = [status for bot in people for one in bot.asked for status in one.statuses]
    shaken = [status for bot in people for status in bot.refused_handshakes]
    return [status for status in asked + shaken if status >= 500]
