"""Waits until a condition becomes true, with a deadline, and never for a guessed time."""

import asyncio
import time
from collections.abc import Awaitable, Callable

LOOK_EVERY = 0.05


async def until(condition: Callable[[], bool], *, seconds: float, what: str) -> float:
    """Checks again and again; returns the seconds that it took. Raises AssertionError with `what` past the deadline."""
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
