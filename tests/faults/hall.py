"""A hall: a séance, the processes that serve it, and the bots in it."""

import asyncio
import json
import shutil
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Any, Self

from tests.faults.bots import Bot
from tests.faults.checker import check_acknowledged, check_journal, check_pages
from tests.faults.facts import Facts
from tests.faults.nemesis import Nemesis
from tests.faults.proxy import Proxy
from tests.faults.rooms import RoomKeys
from tests.faults.waiting import until
from tests.servers import SiteInstance


class Hall:
    """Opened with `async with`. All processes share one database; the first one's directory is theirs."""

    def __init__(
        self,
        prepared: Path,
        dice: Random,
        *,
        processes: int = 1,
        step: str = "recits",
        database_url: str = "",
        redis_url: str = "",
        environments: Sequence[dict[str, str]] = (),
        behind_proxy: bool = False,
    ) -> None:
        self.dice, self.step = dice, step
        self.nemesis = Nemesis(dice)
        self.bots: list[Bot] = []
        self.sites: list[SiteInstance] = []
        for number in range(processes):
            shared = {"VAR_DIR": str(self.sites[0].directory)} if self.sites else {}
            own = environments[number] if environments else {}
            site = SiteInstance(database_url=database_url, redis_url=redis_url, **(shared | own))
            self.sites.append(site)
            # One public address, as behind one proxy: boards hold it.
            site.environment |= {"PUBLIC_URL": self.site.url, "EXTRA_ORIGINS": site.url}
        self._behind_proxy = behind_proxy
        self.line = Proxy(self.site.port)
        if behind_proxy:
            self.site.environment["EXTRA_ORIGINS"] = self.line.url
        shutil.copytree(prepared, self.site.directory, dirs_exist_ok=True)

    @property
    def site(self) -> SiteInstance:
        """The first process."""
        return self.sites[0]

    async def __aenter__(self) -> Self:
        if self._behind_proxy:
            self.line.__enter__()
        try:
            await asyncio.gather(*[asyncio.to_thread(site.start) for site in self.sites])
            self.room = await self.make_room()
        except BaseException:
            await self.close()
            raise
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is not None:
            for site in self.sites:
                print(f"--- {site.url}\n{site.last_words()}")  # noqa: T201 -- shown on failure
        await self.close()

    async def make_room(self) -> RoomKeys:
        """A séance of its own, at the step of this hall."""
        made = await asyncio.to_thread(self.site.python, "-m", "tests.faults.rooms", self.step)
        return RoomKeys(**json.loads(made))

    @property
    def origins(self) -> list[str]:
        """Where people find the site."""
        return [self.line.url] if self._behind_proxy else [site.url for site in self.sites]

    async def close(self) -> None:
        """Ends all processes, each by its own id."""
        await asyncio.gather(*[bot.close() for bot in self.bots])
        if self._behind_proxy:
            self.line.__exit__(None, None, None)
        for site in reversed(self.sites):
            await asyncio.to_thread(site.close)

    def bot(
        self,
        name: str,
        *,
        origins: Sequence[str] = (),
        haste: float = 10,
        audience: str = "participants",
    ) -> Bot:
        """A bot: somebody at the door, or the facilitator or the screen if the audience says so."""
        cookies = {"facilitators": self.room.leader, "projector": self.room.screen}.get(audience)
        bot = Bot(
            name,
            origins or self.origins,
            self.room,
            # Each rolls dice of its own: what one does must not depend on the others' timing.
            dice=Random(f"{name} {self.dice.random()}"),
            haste=haste,
            audience=audience,
            cookies=cookies,
        )
        self.bots.append(bot)
        return bot

    async def seat(self, number: int, *, haste: float = 10, watching: bool = True) -> list[Bot]:
        """Seats this number of people: they join by HTTP, load the page and follow it."""
        people = [self.bot(f"Personne {one}", haste=haste) for one in range(number)]
        await asyncio.gather(*[person.join() for person in people])
        if watching:
            await self.watch(people)
        return people

    async def watch(self, bots: Sequence[Bot]) -> None:
        """Opens the pages of these, and their sockets; returns once each has heard something."""
        await asyncio.gather(*[bot.load() for bot in bots])
        for bot in bots:
            bot.follow()
        await until(lambda: all(bot.heard for bot in bots), seconds=60, what="all pages connected")

    async def screens(self, *, haste: float = 10) -> list[Bot]:
        """The cockpit and the projector, followed."""
        found = [
            self.bot(audience, haste=haste, audience=audience)
            for audience in ("facilitators", "projector")
        ]
        await self.watch(found)
        return found

    async def facts(self, site: SiteInstance | None = None) -> Facts:
        """What the database says now."""
        said = await asyncio.to_thread(
            (site or self.site).python, "-m", "tests.faults.facts", self.room.code
        )
        return Facts(**json.loads(said))

    @asynccontextmanager
    async def beside(self, module: str, *words: str) -> AsyncIterator[list[Any]]:
        """Runs a module in a process of its own. The list that it printed as JSON can be read once it has ended."""
        command = self.site.python_command("-m", module, *words)
        process = await asyncio.create_subprocess_exec(
            *command, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
        )
        printed: list[Any] = []
        try:
            yield printed
        finally:
            # Without an input, asyncio would leave its standard input open.
            said, _ = await process.communicate(b"")
        assert process.returncode == 0
        printed += json.loads(said)

    async def check(self, *, seconds: float = 30) -> Facts:
        """Checks I1, I2, I3 and I5 for everybody here, once nobody posts any more."""
        facts = await self.facts()
        check_acknowledged(facts, self.bots)
        check_journal(facts)
        watching = [bot for bot in self.bots if bot.is_following]
        await check_pages(facts, watching, seconds=seconds)
        return facts
