"""I23. Costly work is bounded apart from cheap work: 100 MiB of memory at most, and the others are answered."""

import asyncio
import json
import signal
import statistics
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from tests.faults.hall import Hall
from tests.faults.length import LONG, by_length
from tests.faults.memory import MEBIBYTE, most_memory
from tests.servers import DAPHNE, UVICORN
from tests.visitors import DEADLINE

pytestmark = pytest.mark.standalone
MOST_GROWTH = 100 * MEBIBYTE
LOGINS, JOINS, EXPORTS, CATCH_UPS = 40, 300, 10, 190
CARDS = by_length(short=60, long=190)
OTHERS = 4
"""Who post beside it all. One alone gives a dozen waits, of which a p95 is the worst, or beyond it."""
CALLERS, LONGEST_CALL = 540, 5.0
"""As many as all the costly requests above; seconds until all of them are connected."""


def costly(hall: Hall, seat: dict[str, str]) -> list[dict[str, Any]]:
    """All requests that I23 names. Strangers send all but the facilitator's exports and one person's catch-ups."""
    room = hall.room
    stranger = {"username": "personne{n}@exemple.fr", "password": "une phrase de personne"}
    seats = {"name": "Foule {n}", "territory": room.territories[0], "operation": "{uuid}"}
    missed = f"{room.path}suite/?since={{n}}&audience=participants"
    export = f"{room.path}exports/json?telecharger=1"
    return [
        {"method": "POST", "path": "/connexion/", "fields": stranger, "times": LOGINS},
        {"method": "POST", "path": f"{room.path}rejoindre/", "fields": seats, "times": JOINS},
        {"method": "GET", "path": export, "cookies": room.leader, "times": EXPORTS},
        {"method": "GET", "path": missed, "cookies": seat, "times": CATCH_UPS},
    ]


@pytest.mark.parametrize("server", [DAPHNE, UVICORN])
async def test_costly_work_leaves_others_their_time_and_the_machine_its_memory(
    open_hall: Callable[..., Hall], server: str
) -> None:
    async with open_hall(environments=({"server": server},)) as hall:
        author, *others = await hall.seat(1 + OTHERS)
        for number in range(CARDS):
            await author.post_card(f"Carte {number} 🌍")
        cards = f"{hall.room.path}cartes/"
        cookies = json.dumps([other.cookies for other in others])
        before = most_memory(hall.site)
        onlooker = hall.beside("tests.faults.onlooker", hall.site.url, cards, cookies)
        asked = json.dumps(costly(hall, author.cookies))
        async with (
            onlooker as waits,
            hall.beside("tests.faults.crush", hall.site.url, asked) as answers,
        ):
            pass
        grown = most_memory(hall.site) - before
        said = Counter((path, status) for path, status, _ in answers)
        print(server, f"{grown / MEBIBYTE:.0f} MiB", waits, dict(said))  # noqa: T201 -- on failure
        assert grown < MOST_GROWTH
        # Done, or told to come back; never broken off, never an error of ours.
        assert {status for _, status in said} <= {200, 204, 302, 422, 429, 503}
        assert said[f"{hall.room.path}rejoindre/", 302] >= JOINS / 2
        await hall.check()
        assert waits
        # On a machine that does other things too, a duration proves nothing: in the long form only.
        if LONG:
            assert statistics.quantiles(waits, n=20)[-1] < 1, waits


@pytest.mark.parametrize("server", [DAPHNE, UVICORN])
async def test_hall_that_calls_while_the_process_computes_is_kept_on_the_line(
    open_hall: Callable[..., Hall], server: str
) -> None:
    """The process accepts no connection for a moment. Clients that connect meanwhile are kept, and then answered."""
    async with open_hall(environments=({"server": server},)) as hall:
        assert hall.site.process is not None
        hall.site.process.send_signal(signal.SIGSTOP)
        try:
            async with asyncio.timeout(LONGEST_CALL):
                calls = [
                    asyncio.open_connection("127.0.0.1", hall.site.port) for _ in range(CALLERS)
                ]
                lines = await asyncio.gather(*calls)
            for _, writer in lines:
                writer.write(
                    b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
                )
        finally:
            hall.site.process.send_signal(signal.SIGCONT)
        async with asyncio.timeout(DEADLINE):
            said = await asyncio.gather(*[reader.readline() for reader, _ in lines])
        assert {line.split()[1] for line in said} == {b"200"}
        for _, writer in lines:
            writer.close()


async def test_hall_that_sits_down_within_ten_seconds_has_its_seats(
    open_hall: Callable[..., Hall],
) -> None:
    async with open_hall() as hall:
        people = [
            hall.bot(f"Personne {number}") for number in range(by_length(short=150, long=300))
        ]

        async def come(person: Any) -> None:
            await asyncio.sleep(person.dice.uniform(0, len(people) / 30))
            await person.join()

        await asyncio.gather(*[come(person) for person in people])
        statuses = Counter(status for person in people for status in person.asked[0].statuses)
        assert set(statuses) == {302}, statuses
