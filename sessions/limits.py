"""Slowing down: who goes too fast waits, and is refused only when waiting would not help.

Counted in this process: with several, each allows as much. A whole hall shares one address, so
nothing here looks at addresses.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sessions.metrics import SLOWED


class TooFast(Exception):
    """Waiting would take longer than anybody waits."""


@dataclass
class _Bucket:
    tokens: float
    at: float


class Pace:
    """Token buckets by key: `burst` at once, `a_second` in the long run, `patience` seconds of waiting."""

    def __init__(
        self, what: str, *, burst: float, a_second: float, patience: float, waiting: int = 50
    ) -> None:
        self.what, self.burst, self.a_second, self.patience = what, burst, a_second, patience
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(waiting)

    def delay(self, key: str = "") -> float:
        """Takes a token; the seconds to wait for it. Raises TooFast past `patience`, taking none."""
        with self._lock:
            bucket = self._refill(key)
            seconds = max(0.0, (1 - bucket.tokens) / self.a_second)
            if seconds > self.patience:
                raise TooFast
            bucket.tokens -= 1
            return seconds

    def wait(self, key: str = "") -> None:
        """Waits in this thread, which is this request's own. At most `waiting` do so at once."""
        seconds = self.delay(key)
        if not seconds:
            return
        SLOWED.labels(self.what).inc()
        with self._place():
            time.sleep(seconds)

    def forget(self, key: str) -> None:
        """As if it had never been asked for."""
        with self._lock:
            self._buckets.pop(key, None)

    def _refill(self, key: str) -> _Bucket:
        now = time.monotonic()
        bucket = self._buckets.setdefault(key, _Bucket(self.burst, now))
        bucket.tokens = min(self.burst, bucket.tokens + (now - bucket.at) * self.a_second)
        bucket.at = now
        self._buckets.move_to_end(key)
        while len(self._buckets) > 10_000:
            self._buckets.popitem(last=False)
        return bucket

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self._places.acquire(blocking=False):
            raise TooFast
        try:
            yield
        finally:
            self._places.release()


SEAT = Pace("seat", burst=20, a_second=2, patience=5)
"""POSTs of one seat. Nobody types two cards a second; a script does."""

WRONG_CODE = Pace("code", burst=30, a_second=5, patience=4)
"""Wrong codes, all together: at 5 a second, the 8·10^11 codes take five thousand years."""
