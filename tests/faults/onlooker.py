"""People who have no part in the fault: `python -m tests.faults.onlooker ORIGIN PATH COOKIES`.

COOKIES is a list in JSON: the cookies of each seat. Every seat posts a card now and then, beside the others and in a
process of its own: among the bots, it would wait for them and not for the server. All stop when the standard input is
closed; then all waits are printed, in seconds.
"""

import json
import select
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat

from tests.visitors import Visitor

PAUSE = 0.6
"""Seconds between two cards: slower than what a seat is slowed down for."""


def post_and_wait(visitor: Visitor, path: str, seat: int, first_pause: float) -> list[float]:
    """One card after another, each of which must be taken."""
    waits: list[float] = []
    while not select.select([sys.stdin], [], [], PAUSE if waits else first_pause)[0]:
        began = time.monotonic()
        answer = visitor.post(path, {"kind": "etape", "title": f"Mesure {seat}.{len(waits)}"})
        waits.append(time.monotonic() - began)
        assert answer.status_code == 200, answer.text
    return waits


def all_waits(origin: str, path: str, seats: list[dict[str, str]]) -> list[float]:
    """The waits of all seats, which begin one after another: a burst meets some of them at each of its moments."""
    visitors = [Visitor(origin, cookies) for cookies in seats]
    numbers = range(len(visitors))
    first_pauses = [PAUSE * (1 + number / len(visitors)) for number in numbers]
    with ThreadPoolExecutor(len(visitors)) as threads:
        each = threads.map(post_and_wait, visitors, repeat(path), numbers, first_pauses)
        return [wait for waits in each for wait in waits]


if __name__ == "__main__":
    origin, path, cookies = sys.argv[1:]
    sys.stdout.write(json.dumps(all_waits(origin, path, json.loads(cookies))))
