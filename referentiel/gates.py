"""Costly work of the référentiel: one request at a time does it in each process (decision 0022).

The gates of séances are in `sessions`, which the référentiel does not import. Only people with an account can ask for
what is costly here.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore


class Busy(Exception):
    """Somebody else's work takes its time. Nothing was done."""


class OneAtATime:
    """Lets one request through. The others wait `patience` seconds for it, at most."""

    def __init__(self, patience: float) -> None:
        self.patience = patience
        self._place = BoundedSemaphore(1)

    @contextmanager
    def held(self) -> Iterator[None]:
        """The place, for as long as the block runs. Raises Busy when it does not become free in time."""
        if not self._place.acquire(timeout=self.patience):
            raise Busy
        try:
            yield
        finally:
            self._place.release()


READING = OneAtATime(patience=5)
"""A file that is imported: up to three seconds for a workbook. A form waits longer than a page may."""
COMPARING = OneAtATime(patience=2)
"""The likenesses of two référentiels. Whoever waits keeps one of the two lanes of pages."""
