"""I5. After each fault, within 30 s, every open page shows what a fresh one would: room, cockpit and screen."""

from collections.abc import Awaitable, Callable

import pytest

from tests.faults.bursts import posting
from tests.faults.hall import Hall
from tests.faults.length import by_length
from tests.faults.proxy import Proxy

pytestmark = pytest.mark.standalone
PEOPLE = by_length(short=8, long=25)
ROUNDS = by_length(short=1, long=2)
HASTE = by_length(short=3.0, long=1.0)

Fault = Callable[[Hall, Proxy], Awaitable[None]]


async def kill(hall: Hall, line: Proxy) -> None:
    await hall.nemesis.kill(hall.site)
    await hall.nemesis.start(hall.site)


async def freeze(hall: Hall, line: Proxy) -> None:
    await hall.nemesis.freeze(hall.site, hall.dice.uniform(1, by_length(short=2.0, long=20.0)))


async def restart(hall: Hall, line: Proxy) -> None:
    await hall.nemesis.stop(hall.site)
    await hall.nemesis.start(hall.site)


async def cut(hall: Hall, line: Proxy) -> None:
    line.cut()
    await hall.nemesis.wait(0.1, 1)
    line.cut()


async def slow(hall: Hall, line: Proxy) -> None:
    line.delay = 0.4
    await hall.nemesis.wait(1, 2)
    line.resume()


@pytest.mark.parametrize(
    "faults", [[kill, freeze, restart], [cut, slow]], ids=["server", "network"]
)
async def test_pages_converge_after(open_hall: Callable[..., Hall], faults: list[Fault]) -> None:
    async with open_hall(behind_proxy=True) as hall:
        people = [*await hall.seat(PEOPLE, haste=HASTE), *await hall.screens(haste=HASTE)]
        for fault in faults * ROUNDS:
            async with posting(people[:PEOPLE]):
                await hall.nemesis.wait(0.3, 1)
                await fault(hall, hall.line)
            await hall.check(seconds=30)
