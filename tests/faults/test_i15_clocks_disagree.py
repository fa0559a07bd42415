"""I15. Order does not depend on clocks: the clock of one of two processes is two hours ahead."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from tests.faults.bursts import posting
from tests.faults.hall import Hall
from tests.faults.length import by_length

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
