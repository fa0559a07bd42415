"""Many people post, each at random moments, until they are told to stop."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from tests.faults.bots import Bot

FORMS_A_SECOND = 15
"""Of all together: much for a hall of any size, and little enough for all its pages to run in one process."""


class Burst:
    """People who post cards; every `refused_every`th is something the room refuses, and rolls back."""

    def __init__(self, people: Sequence[Bot], *, pause: float, refused_every: int = 0) -> None:
        self.people, self.pause, self.refused_every = people, pause, refused_every
        self.going = True

    async def work(self, person: Bot) -> None:
        number = 0
        while self.going:
            number += 1
            if self.refused_every and number % self.refused_every == 0:
                await self.be_refused(person)
            else:
                await person.post_card(f"{person.name} {len(person.asked)}")
            await asyncio.sleep(person.dice.uniform(0, 2 * self.pause))

    async def be_refused(self, person: Bot) -> None:
        """A card is read at « lecture » only: the room takes its turn, then gives it back."""
        asked = await person.send(f"cartes/{person.room.card}/lecture/", {"intensity-value": "2"})
        assert asked.answer is not None
        assert asked.answer.status_code == 422, asked.answer.text


@asynccontextmanager
async def posting(
    people: Sequence[Bot], *, pause: float = 0, refused_every: int = 0
) -> AsyncIterator[Burst]:
    """Lets everybody post during a fault. At the end everybody stops, and waits for the missing answers.

    `pause` is the mean time between two cards of one person, in seconds; by default, that of FORMS_A_SECOND.
    """
    burst = Burst(people, pause=pause or len(people) / FORMS_A_SECOND, refused_every=refused_every)
    async with asyncio.TaskGroup() as working:
        for person in people:
            working.create_task(burst.work(person))
        try:
            yield burst
        finally:
            burst.going = False
