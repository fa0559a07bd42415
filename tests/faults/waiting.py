"""Waiting for what must become true: by its condition, with a deadline, never by a guess."""

import asyncio
import time
from collections.abc import Awaitable, Callable

LOOK_EVERY = 0.05


async def until(condition: Callable[[], bool], *, seconds: float, what: str) -> float:
    """Looks again and again; the seconds that it took. AssertionError, saying `what`, past the deadline."""
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < seconds, f"after {seconds} s: not {what}"
        await asyncio.sleep(LOOK_EVERY)
    return time.monotonic() - began


async def until_answered(
    condition: Callable[[], Awaitable[bool]], *, seconds: float, what: str
) -> None:
    """The same, for a condition that has to be asked for."""
    began = time.monotonic()
    while not await condition():
        assert time.monotonic() - began < seconds, f"after {seconds} s: not {what}"
        await asyncio.sleep(LOOK_EVERY)
