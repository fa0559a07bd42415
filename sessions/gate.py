"""The gate before costly work: few requests do it at once, some wait for a moment, the others get « try again ».

A gate counts the work, not who asks for it: a client can change its address or its cookie, but not the work. So
a flood of costly requests cannot take the time or the memory that cheap requests need.
"""

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar

from sessions.metrics import TURNED_AWAY


class Busy(Exception):
    """Too many requests do the same work already. Nothing was done."""


_begun_before: ContextVar[float] = ContextVar("begun_before", default=float("inf"))


@contextmanager
def waits_end(moment: float) -> Iterator[None]:
    """Within the block, no gate waits past this moment of the monotonic clock.

    A request waits in several queues, one after another. The sum of their limits was longer than a page waits
    for its answer. So all the queues of a request share one deadline.
    """
    token = _begun_before.set(moment)
    try:
        yield
    finally:
        _begun_before.reset(token)


_place: ContextVar[ExitStack | None] = ContextVar("place", default=None)


@contextmanager
def computing(lane: "Gate") -> Iterator[None]:
    """A place in this lane for as long as the block runs, or until the block has to wait at another gate.

    Who waits there computes nothing, and comes back to no lane: then it is that gate which lets few through. So
    nobody who holds a gate waits for a lane, and the two cannot block each other.
    """
    with ExitStack() as place:
        place.enter_context(lane.held())
        token = _place.set(place)
        try:
            yield
        finally:
            _place.reset(token)


class Gate:
    """Lets `at_once` requests through. `waiting` more wait for a place, for `patience` seconds at most.

    A place that becomes free goes to the first in the queue. A semaphore of Python would let newcomers overtake,
    and under load some requests would never get a place.
    """

    def __init__(self, what: str, *, at_once: int, waiting: int, patience: float) -> None:
        self.what, self.waiting, self.patience = what, waiting, patience
        self._free = at_once
        self._queue: deque[threading.Event] = deque()
        self._lock = threading.Lock()

    def enter(self) -> None:
        """Takes a place, which `leave` gives back. Raises Busy when no place becomes free in time."""
        with self._lock:
            if self._free:
                self._free -= 1
                return
            turn = self._queue_up()
        if place := _place.get():
            place.close()
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
        """The event that is set when our place is free; None when the queue is full."""
        if len(self._queue) >= self.waiting:
            return None
        turn = threading.Event()
        self._queue.append(turn)
        return turn

    def _wait(self, turn: threading.Event) -> bool:
        left = max(0.0, _begun_before.get() - time.monotonic())
        if turn.wait(min(self.patience, left, threading.TIMEOUT_MAX)):
            return True
        with self._lock:
            # `leave` may have given us a place at the last moment.
            if turn not in self._queue:
                return True
            self._queue.remove(turn)
            return False
