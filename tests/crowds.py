"""Many people at once: calls that start together, each on a thread and a database connection of its own."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from asgiref.sync import sync_to_async
from django.db import connections

T = TypeVar("T")

TOGETHER = 24
"""Threads at a time, fewer than PostgreSQL has connections for us."""


def at_once(calls: Iterable[Callable[[], T]], *, threads: int = TOGETHER) -> list[T]:
    """Runs the calls in parallel and returns their results in order; the first error is raised."""
    waiting: Sequence[Callable[[], T]] = list(calls)
    start = Barrier(min(threads, len(waiting)))

    def run(number: int) -> T:
        # Later calls take over a thread that is already running.
        if number < start.parties:
            start.wait(timeout=30)
        try:
            return waiting[number]()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(start.parties) as pool:
        return list(pool.map(run, range(len(waiting))))


async def off_loop(work: Callable[[], T]) -> T:
    """Runs `work` as a view runs: on a thread of its own, while its hints go out on this loop."""

    def run() -> T:
        try:
            return work()
        finally:
            # A connection left open would keep the test database from being dropped.
            connections.close_all()

    result: T = await sync_to_async(run, thread_sensitive=False)()
    return result
