"""I6. What a page showed at N, and what is answered since N, make the fresh page: for every N that a page had.

The property over random sequences of commands is in tests/sessions/live/test_catch_up.py; here are the
numbers of real pages, of all audiences, through a kill.
"""

from collections.abc import Callable

import pytest

from tests.faults.bursts import posting
from tests.faults.checker import check_every_since
from tests.faults.hall import Hall
from tests.faults.length import by_length

pytestmark = pytest.mark.standalone
PEOPLE = by_length(short=6, long=30)


async def test_every_number_of_real_pages(open_hall: Callable[..., Hall]) -> None:
    async with open_hall() as hall:
        people = await hall.seat(PEOPLE)
        pages = [people[0], *await hall.screens()]
        for page in pages:
            page.keeps_snapshots = True
        async with posting(people):
            await hall.nemesis.wait(1, by_length(short=1.5, long=20.0))
            await hall.nemesis.kill(hall.site)
            await hall.nemesis.start(hall.site)
            await hall.nemesis.wait(1, by_length(short=1.5, long=20.0))
        facts = await hall.check()
        for page in pages:
            await check_every_since(facts, page)
