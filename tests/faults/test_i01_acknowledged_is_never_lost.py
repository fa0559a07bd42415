"""I1. The server is killed with SIGKILL, at random, while everybody posts; nothing acknowledged is lost."""

from collections.abc import Callable

import pytest

from tests.faults.bursts import posting
from tests.faults.hall import Hall
from tests.faults.length import by_length

pytestmark = pytest.mark.standalone
PEOPLE = by_length(short=15, long=50)
KILLS = by_length(short=3, long=20)


async def test_acknowledged_card_survives_kills(open_hall: Callable[..., Hall]) -> None:
    async with open_hall() as hall:
        people = await hall.seat(PEOPLE)
        async with posting(people):
            for _ in range(KILLS):
                await hall.nemesis.wait(0.3, 1.5)
                await hall.nemesis.kill(hall.site)
                await hall.nemesis.start(hall.site)
        facts = await hall.check()
        asked = [one for person in people for one in person.asked]
        assert all(one.is_acknowledged for one in asked)
        # The fault did strike: some answers never came, and were asked for again.
        assert any(0 in one.statuses for one in asked)
        assert len(facts.cards) == 1 + len(asked) - len(people)
