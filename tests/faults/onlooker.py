"""Somebody who has nothing to do with it all: `python -m tests.faults.onlooker ORIGIN PATH COOKIES`.

Posts a card now and then, in a process of its own: among the bots, it would wait for them and not for
the server. Stops when its standard input is closed; prints how long each card took, in seconds.
"""

import json
import select
import sys
import time

from tests.visitors import Visitor

PAUSE = 0.6
"""Seconds between two cards: slower than what a seat is slowed down for."""


def post_and_wait(visitor: Visitor, path: str) -> list[float]:
    """One card after another, each of which must be taken."""
    waits: list[float] = []
    while not select.select([sys.stdin], [], [], PAUSE)[0]:
        began = time.monotonic()
        answer = visitor.post(path, {"kind": "etape", "title": f"Mesure {len(waits)}"})
        waits.append(time.monotonic() - began)
        assert answer.status_code == 200, answer.text
    return waits


if __name__ == "__main__":
    origin, path, cookies = sys.argv[1:]
    sys.stdout.write(json.dumps(post_and_wait(Visitor(origin, json.loads(cookies)), path)))
