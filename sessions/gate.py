"""The gate before costly work: few do it at once, some wait for a moment, further ones are told to come back.

It counts the work and not who asks for it: an address or a cookie can be changed, the work cannot. So
nobody's flood of costly requests takes the time or the memory of everybody's cheap ones.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sessions.metrics import TURNED_AWAY


class Busy(Exception):
    """Too many do the same already; nothing was done."""


class Gate:
    """Lets `at_once` through; `waiting` more wait for their turn, `patience` seconds at most."""

    def __init__(self, what: str, *, at_once: int, waiting: int, patience: float) -> None:
        self.what, self.patience = what, patience
        self._places = threading.Semaphore(at_once)
        self._queue = threading.Semaphore(waiting)

    def enter(self) -> None:
        """Takes a place, which `leave` gives back; raises Busy where there is none in time."""
        if self._places.acquire(blocking=False):
            return
        if not self._wait():
            TURNED_AWAY.labels(self.what).inc()
            raise Busy

    def leave(self) -> None:
        """Lets the next one in."""
        self._places.release()

    @contextmanager
    def held(self) -> Iterator[None]:
        """A place for as long as the block runs."""
        self.enter()
        try:
            yield
        finally:
            self.leave()

    def _wait(self) -> bool:
        if not self._queue.acquire(blocking=False):
            return False
        try:
            return self._places.acquire(timeout=self.patience)
        finally:
            self._queue.release()
