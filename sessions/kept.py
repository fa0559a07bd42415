"""What was made before and may be asked for again. Every cache of the process is a `Kept`, bounded by bytes.

A bound by count does not bound memory: one emoji makes Python take four bytes for each character of a board.
"""

import sys
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from cachetools import LRUCache

K = TypeVar("K")
V = TypeVar("V")

MEBIBYTE = 1024 * 1024
ENTRY = 300
"""Bytes that one entry costs beside its value: its key, and its places in two dictionaries."""


def text_bytes(text: str) -> int:
    """What a text takes in memory, which is up to four bytes per character."""
    return sys.getsizeof(text)


class Kept(Generic[K, V]):
    """Values by key, `most` bytes of them. What was not asked for the longest goes first."""

    def __init__(self, most: int, size: Callable[[V], int]) -> None:
        self._values: LRUCache[K, V] = LRUCache(most, lambda value: ENTRY + size(value))
        self._lock = threading.Lock()

    def get(self, key: K) -> V | None:
        """The value, unless it has gone."""
        with self._lock:
            return self._values.get(key)

    def put(self, key: K, value: V) -> None:
        """Keeps a value, with its present size. It keeps none that is larger than the whole cache."""
        with self._lock:
            self._put(key, value)

    def get_or_put(self, key: K, make: Callable[[], V]) -> V:
        """The value that all who ask at the same moment get. `make` must be quick: they wait for it."""
        with self._lock:
            found = self._values.get(key)
            if found is None:
                found = make()
                self._put(key, found)
            return found

    def clear(self) -> None:
        """Forgets everything."""
        with self._lock:
            self._values.clear()

    @property
    def bytes(self) -> int:
        """How much is kept now."""
        return int(self._values.currsize)

    def _put(self, key: K, value: V) -> None:
        # The old one goes first: its successor may be too large to be kept.
        self._values.pop(key, None)
        if self._values.getsizeof(value) <= self._values.maxsize:
            self._values[key] = value
