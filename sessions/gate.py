"""The gate before costly work: few do it at once, some wait for a moment, the others are told to come back.

It counts the work and not who asks for it: an address or a cookie can be changed, the work cannot. So
nobody's flood of costly requests takes the time or the memory of everybody's cheap ones.
"""

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from sessions.metrics import TURNED_AWAY


class Busy(Exception):
    """Too many do the same already; nothing was done."""


_begun_before: ContextVar[float] = ContextVar("begun_before", default=float("inf"))


@contextmanager
def waits_end(moment: float) -> Iterator[None]:
    """No gate in the block keeps us waiting past this moment of the monotonic clock.

    A request waits in several queues, one after another. Each is patient by itself, and their sum was
    longer than a page waits for its answer; so all of them share one time.
    """
    token = _begun_before.set(moment)
    try:
        yield
    finally:
        _begun_before.reset(token)


class Gate:
    """Lets `at_once` through; `waiting` more wait for their turn, `patience` seconds at most.

    Whoever came first goes first: a place that becomes free is given to the next in the queue. A semaphore of
    Python lets newcomers overtake, and under load somebody would wait in vain.
    """

    def __init__(self, what: str, *, at_once: int, waiting: int, patience: float) -> None:
        self.what, self.waiting, self.patience = what, waiting, patience
        self._free = at_once
        self._queue: deque[threading.Event] = deque()
        self._lock = threading.Lock()

    def enter(self) -> None:
        """Takes a place, which `leave` gives back; raises Busy where there is none in time."""
        with self._lock:
            if self._free:
                self._free -= 1
                return
            turn = self._queue_up()
        if turn is None or not self._wait(turn):
            TURNED_AWAY.labels(self.what).inc()
            raise Busy

    def leave(self) -> None:
        """Lets the next one in."""
        with self._lock:
            if self._queue:
                self._queue.popleft().set()
            else:
                self._free += 1

    @contextmanager
    def held(self) -> Iterator[None]:
        """A place for as long as the block runs."""
        self.enter()
        try:
            yield
        finally:
            self.leave()

    def _queue_up(self) -> threading.Event | None:
        """What is set when it is our turn; None where the queue is full."""
        if len(self._queue) >= self.waiting:
            return None
        turn = threading.Event()
        self._queue.append(turn)
        return turn

    def _wait(self, turn: threading.Event) -> bool:
        if turn.wait(min(self.patience, max(0.0, _begun_before.get() - time.monotonic()))):
            return True
        with self._lock:
            # A place may have been given to us at the last moment.
            if turn not in self._queue:
                return True
            self._queue.remove(turn)
            return False
