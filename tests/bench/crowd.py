"""Many screens before one server, and the cards that they wait for."""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Self

from tests.bench.sides import Side
from tests.bench.wire import Reply, Screen

CONNECTING_AT_ONCE = 20
PATIENCE = 20.0
"""Seconds after the last card within which every screen must have it; later counts as lost."""


@dataclass
class Crowd:
    """Screens of one side; when each card was sent, and when its last screen had it."""

    side: Side
    size: int
    screens: list[Screen] = field(default_factory=list)
    sent: dict[int, float] = field(default_factory=dict)
    last: dict[int, float] = field(default_factory=dict)
    arrivals: Counter[int] = field(default_factory=Counter)
    replies: list[Reply] = field(default_factory=list)
    failures: int = 0
    """Cards that the server did not take."""
    _arrived: asyncio.Event = field(default_factory=asyncio.Event)

    async def __aenter__(self) -> Self:
        await self.side.load()
        gate = asyncio.Semaphore(CONNECTING_AT_ONCE)

        async def connect(number: int) -> Screen:
            async with gate:
                return await Screen.open(
                    self.side.address(number), self._saw, polite=self.side.polite
                )

        self.screens = list(await asyncio.gather(*map(connect, range(self.size))))
        return self

    async def __aexit__(self, *error: object) -> None:
        for screen in self.screens:
            screen.close()

    async def post(self, mark: int) -> None:
        """One person posts one card."""
        self.sent[mark] = time.monotonic()
        reply = await self.side.publish(mark, self.screens)
        if reply is None:
            return
        self.replies.append(reply)
        if reply.status >= 300:
            self.failures += 1
            self.sent.pop(mark)

    async def settle(self) -> None:
        """Waits until every screen has every card, or until patience ends."""
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                while self.missing():
                    self._arrived.clear()
                    await self._arrived.wait()

    def missing(self) -> int:
        """Arrivals that have not come."""
        return sum(self.size - self.arrivals[mark] for mark in self.sent)

    def latencies(self) -> list[float]:
        """Seconds, for each card that came to all, from sent until it was on the last screen."""
        return [
            self.last[mark] - sent
            for mark, sent in self.sent.items()
            if self.size and self.arrivals[mark] == self.size
        ]

    def frames(self) -> int:
        """Frames that the screens received in all."""
        return sum(screen.frames for screen in self.screens)

    def _saw(self, mark: int, at: float) -> None:
        self.arrivals[mark] += 1
        self.last[mark] = at
        self._arrived.set()


async def on_time(
    moments: Iterable[float], act: Callable[[int], Awaitable[object]], *, first: int = 0
) -> None:
    """Does `act(first + n)` at each moment (seconds from now), whether the one before is done or not."""
    start = time.monotonic()
    tasks = []
    for number, moment in enumerate(moments, first):
        await asyncio.sleep(max(0.0, start + moment - time.monotonic()))
        tasks.append(asyncio.ensure_future(act(number)))
    await asyncio.gather(*tasks)
