"""Caches with a bound in bytes. Every cache of the process is a `Kept`.

A bound on the number of values does not bound memory: one emoji in a board makes Python take four bytes for
each of its characters.
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
    """The bytes that a text takes in memory: up to four per character."""
    return sys.getsizeof(text)


class Kept(Generic[K, V]):
    """Keeps values by key, `most` bytes in all. The least recently used value is dropped first."""

    def __init__(self, most: int, size: Callable[[V], int]) -> None:
        self._values: LRUCache[K, V] = LRUCache(most, lambda value: ENTRY + size(value))
        self._lock = threading.Lock()

    def get(self, key: K) -> V | None:
        """The value; None when it was dropped."""
        with self._lock:
            return self._values.get(key)

    def put(self, key: K, value: V) -> None:
        """Keeps a value, with its present size. A value that is larger than the whole cache is not kept."""
        with self._lock:
            self._put(key, value)

    def get_or_put(self, key: K, make: Callable[[], V]) -> V:
        """The kept value, or the value that `make` returns. `make` must be quick: all who ask meanwhile wait for it."""
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
        """The bytes that are kept now."""
        return int(self._values.currsize)

    def _put(self, key: K, value: V) -> None:
        # Drop the old value first: the new one may be too large to be kept.
        self._values.pop(key, None)
        if self._values.getsizeof(value) <= self._values.maxsize:
            self._values[key] = value
