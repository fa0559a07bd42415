"""A socket whose other end is in the test: it keeps what the hub gives it, and can be waited for."""

import asyncio
from collections.abc import Callable

from sessions.access import Ground
from sessions.audience import Audience
from sessions.live.catch_up import Frame
from sessions.live.entitlement import Ending
from tests.sessions.page import Page
from tests.visitors import DEADLINE


class Screen:
    """What the hub needs of a connected page. A closed `gate` makes the hub wait after a frame."""

    def __init__(
        self, page: Page, audience: Audience, participant_id: int = 0, *, ground: Ground
    ) -> None:
        self.audience = audience
        self.ground = ground
        self.participant_id = participant_id
        self.page = page
        self.frames: list[Frame] = []
        self.beats: list[str] = []
        self.ending: Ending | None = None
        self.is_alive = True
        self.gate = asyncio.Event()
        self.gate.set()
        self.yours: list[str] = []
        self._news = asyncio.Condition()

    @property
    def dismissed(self) -> bool:
        """Whether the hub has closed it."""
        return self.ending is not None

    async def deliver(self, frame: Frame) -> None:
        self.frames.append(frame)
        self.page.hear(frame.text)
        await self._tell()
        await self.gate.wait()

    async def beat(self, text: str) -> None:
        self.beats.append(text)

    async def dismiss(self, ending: Ending) -> None:
        self.ending = ending
        await self._tell()

    async def tell_mine(self, version: str) -> None:
        self.yours.append(version)

    async def farewell(self) -> None:
        self.is_alive = False

    async def until(self, condition: Callable[[], bool]) -> None:
        """Waits for what the hub must bring; TimeoutError when it does not come."""
        async with asyncio.timeout(DEADLINE), self._news:
            await self._news.wait_for(condition)

    async def _tell(self) -> None:
        async with self._news:
            self._news.notify_all()
