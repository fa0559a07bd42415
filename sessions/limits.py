"""Limits of speed and of number. Each kind of costly work has a limit of its own, which no client can throw away.

Whoever goes too fast waits. A request is refused only when waiting would not help. Each process counts for itself,
so several processes allow several times as much. Nothing here looks at addresses: a whole hall shares one.
"""

import math
import re
import threading
import time
from collections.abc import Callable

from cachetools import LRUCache

from sessions.bucket import Bucket
from sessions.gate import Gate


class TooFast(Exception):
    """The wait would be longer than the pace allows."""


class Pace:
    """One token bucket per key: `burst` at once, then `a_second` per second. Nobody waits past `patience` seconds."""

    def __init__(
        self,
        what: str,
        *,
        burst: float,
        a_second: float,
        patience: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.what, self.burst, self.a_second, self.patience = what, burst, a_second, patience
        self._clock = clock
        self._buckets: LRUCache[str, Bucket] = LRUCache(10_000)
        self._lock = threading.Lock()

    def delay(self, key: str = "") -> float:
        """Takes a token; returns the seconds to wait for it. Raises TooFast past `patience`, and then takes none."""
        now = self._clock()
        with self._lock:
            bucket = self._bucket(key[:64], now)
            seconds = bucket.wait(1, now)
            if seconds > self.patience:
                raise TooFast
            bucket.take(1, now)
            return seconds

    def forget(self, key: str) -> None:
        """Forgets the key, as if nothing had ever been asked for it."""
        with self._lock:
            self._buckets.pop(key[:64], None)

    def _bucket(self, key: str, now: float) -> Bucket:
        if key not in self._buckets:
            self._buckets[key] = Bucket(burst=self.burst, a_second=self.a_second, now=now)
        return self._buckets[key]


SEAT = Pace("seat", burst=20, a_second=2, patience=3)
"""POSTs of one seat. Nobody types two cards per second; a script does. A longer wait would be useless:
the page gives up after 10 s."""

WRONG_CODE = Pace("code", burst=30, a_second=5, patience=4)
"""Wrong codes, all together: at 5 per second, the 8·10^11 codes take five thousand years."""

JOINING = Pace("join", burst=120, a_second=30, patience=6)
"""New seats of one séance. 300 people who sit down at the same moment all have their seat within 6 s."""

MOST_SEATS = 600
"""Seats of one séance: twice the largest hall that we measured. A seat that was taken away does not count."""

MOST_CARRIED = 400
"""Cards that a séance may open with. Boards are drawn for a few hundred cards; people then add their own."""

PAGES_OF_ONE = 400
"""The number of pages that one seat, or one login, may have open in a room: far more than the tabs of one person, and
enough to try out a whole hall with one seat. The screen may be open in every browser that has its link."""

HASHING = Gate("password", at_once=1, waiting=5, patience=4)
"""One password takes 19 MiB and some 60 ms of one core: 40 at once would leave the live pages no core."""

EXPORTING = Gate("export", at_once=1, waiting=9, patience=8)
"""One export computes for a tenth of a second and more."""

CATCHING_UP = Gate("catch-up", at_once=2, waiting=15, patience=4)
"""Pages without a socket that missed much. They ask again by themselves."""

DRAWING = Gate("qr", at_once=1, waiting=10, patience=4)
"""A QR code takes some 20 ms of computing."""

WRITING = Gate("write", at_once=1, waiting=60, patience=4)
"""For SQLite, which has one writer. All waits of a form end at one moment (facilitation/handler.py). With what
SQLite itself waits, they stay below the page's 10 s."""

READING = Gate("read", at_once=2, waiting=1000, patience=math.inf)
AT_DOORS = Gate("doors", at_once=2, waiting=1000, patience=math.inf)
"""Lanes: pages, and forms at the doors, that compute at once. All their threads may wait for a place. The threads of a
process share one interpreter. While forty of them computed, the event loop had a tenth of it, and a card beside the
burst waited for two seconds."""

DOORS = re.compile(r"^/(connexion|admin/login|s/[^/]+/rejoindre)/$")
"""Forms of people whom nobody knows yet: they have threads of their own, apart from those of a room."""

HELD_BY_LOOP, TURNED_AWAY = "ateliers.held_by_loop", "ateliers.turned_away"
"""Keys that facilitation/handler.py writes into the META of a request. The first says that it sees to the waits of the
request. The second says that the form could not be begun in time, and must not be begun."""
