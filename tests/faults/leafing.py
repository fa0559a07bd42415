"""Somebody who reads pages all along: `python -m tests.faults.leafing ORIGIN COOKIES PATH…`.

Stops when its standard input is closed; prints `[status, seconds]` of each page.
"""

import json
import select
import sys
import time
from itertools import cycle

from tests.visitors import Visitor


def leaf_through(visitor: Visitor, paths: list[str]) -> list[tuple[int, float]]:
    """One page after another."""
    read: list[tuple[int, float]] = []
    for path in cycle(paths):
        if select.select([sys.stdin], [], [], 0.05)[0]:
            return read
        began = time.monotonic()
        status = visitor.get(path).status_code
        read.append((status, time.monotonic() - began))
    return read


if __name__ == "__main__":
    origin, cookies, *paths = sys.argv[1:]
    sys.stdout.write(json.dumps(leaf_through(Visitor(origin, json.loads(cookies)), paths)))
