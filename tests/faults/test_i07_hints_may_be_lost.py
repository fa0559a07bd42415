"""I7. Hints are lost, doubled and shuffled, and those of the other process never come: pages converge."""

from collections.abc import Callable

import pytest

from tests.faults.bursts import posting
from tests.faults.hall import Hall
from tests.faults.length import by_length

pytestmark = pytest.mark.standalone
PEOPLE = by_length(short=8, long=40)
WITHIN = 15.0
"""Seconds: one heartbeat, and five."""


async def test_pages_converge_within_a_heartbeat(open_hall: Callable[..., Hall]) -> None:
    unreliable = {"DJANGO_SETTINGS_MODULE": "tests.faults.unreliable_hints"}
    async with open_hall(processes=2, environments=[unreliable] * 2) as hall:
        people = await hall.seat(PEOPLE)
        await hall.screens()
        for _ in range(by_length(short=1, long=5)):
            async with posting(people):
                await hall.nemesis.wait(2, by_length(short=3.0, long=10.0))
            await hall.check(seconds=WITHIN)
