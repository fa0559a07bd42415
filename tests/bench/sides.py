"""The servers that are compared, each in a process of its own."""

import json
import os
import re
import socket
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from tests.bench.measures import cpu_seconds, resident_bytes
from tests.bench.wire import Address, Browser, Reply, Screen
from tests.bench.world import TEXT, World
from tests.instances import Instance
from tests.servers import APPLICATION, DAPHNE, INHERITED, PROJECT, SiteInstance, in_environment

CSRF = "csrftoken=" + "t" * 32


class StandIn(Instance):
    """A server beside ours: the naive one, or the floor."""

    def __init__(self, *command: str, frame: Path) -> None:
        super().__init__()
        self._command, self._frame = command, frame

    def command(self) -> list[str]:
        environment = {name: os.environ[name] for name in INHERITED if name in os.environ}
        environment |= {"PYTHONPATH": str(PROJECT), "BENCH_FRAME": str(self._frame)}
        words = [word.replace("{port}", str(self.port)) for word in self._command]
        return in_environment(environment, *words)

    def answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return True
        except OSError:
            return False


@dataclass
class Side:
    """One side of a comparison: how its screens connect, and how a card is sent to it."""

    name: str
    instance: Instance

    polite = False
    """Whether it understands acknowledgements."""

    def address(self, number: int) -> Address:
        """Where the screen of this number connects."""
        return Address(self.instance.port, "/")

    async def load(self) -> None:
        """What a page does before it connects; here, nothing."""

    async def publish(self, mark: int, screens: list[Screen]) -> Reply | None:
        """Sends one card; None when there is no answer to wait for."""
        screens[mark % len(screens)].say(f"{mark:06d}")
        return None

    def cpu(self) -> float:
        """Seconds of processor time that the server has used."""
        assert self.instance.process is not None
        return cpu_seconds(self.instance.process.pid)

    def memory(self) -> int:
        """Bytes that the server holds."""
        assert self.instance.process is not None
        return resident_bytes(self.instance.process.pid)


def naive(frame: Path) -> Side:
    """Channels' tutorial, on Daphne."""
    words = ["-m", "daphne", "-v", "0", "-b", "127.0.0.1", "-p", "{port}"]
    return Side("naive", StandIn(*words, "tests.bench.naive:application", frame=frame))


def floor(frame: Path) -> Side:
    """`websockets.broadcast`."""
    return Side("floor", StandIn("-m", "tests.bench.floor", "{port}", frame=frame))


@dataclass
class Ours(Side):
    """The site, with one séance; each person is a bot with a seat."""

    instance: SiteInstance
    world: World
    browsers: dict[int, Browser] = field(default_factory=dict)
    """By port."""
    position: int = 0
    """Where a page that has just been loaded stands."""

    polite = True

    @classmethod
    def on(
        cls, instance: SiteInstance, name: str = "ours", *, seats: int, cards: int = 0,
        step: str = "recits",
    ) -> "Ours":  # fmt: skip
        """A new séance on this server, which has been prepared."""
        return cls(name, instance, make_world(instance, seats, cards, step))

    async def load(self) -> None:
        page = await self.get(self.person(0))
        found = re.search(rb'data-seq="(\d+)"', page.body)
        assert found, f"the room answered {page.status}"
        self.position = int(found[1])

    def address(self, number: int) -> Address:
        path = f"/ws/s/{self.world.code}/?since={self.position}&audience=participants"
        return self.person(number).at(path)

    def person(self, number: int) -> Address:
        """The room's page, for the person of this number."""
        code, keys = self.world.code, self.world.keys
        cookies = f"{CSRF}; place_{code}={keys[number % len(keys)]}"
        return Address(self.instance.port, f"/s/{code}/", cookies)

    async def publish(self, mark: int, screens: list[Screen]) -> Reply | None:
        fields = {
            "operation": str(uuid4()),
            "kind": "etape",
            "title": f"mark-{mark:06d}",
            "text": TEXT,
            "moment": "2014",
            "organisation": "",
        }
        person = self.person(mark)
        return await self.post(person.at(person.path + "cartes/"), fields)

    async def post(self, address: Address, fields: dict[str, str]) -> Reply:
        """Sends a form to the process that the address names."""
        return await self._browser(address).post(address, fields)

    async def get(self, address: Address) -> Reply:
        """Asks that process for a page."""
        return await self._browser(address).get(address)

    def _browser(self, address: Address) -> Browser:
        return self.browsers.setdefault(address.port, Browser())

    async def vote(self, number: int) -> Reply:
        """Casts the ballot of the person of this number."""
        first, second, *_ = self.world.options
        dots = {f"dots-{option}": "0" for option in self.world.options}
        dots |= {f"dots-{first}": "3", f"dots-{second}": "2"}
        person = self.person(number)
        path = f"{person.path}votes/{self.world.poll}/bulletin/"
        return await self.post(person.at(path), {"operation": str(uuid4()), **dots})

    async def join(self, name: str) -> tuple[Reply, Reply]:
        """Somebody new takes a seat, then loads the room."""
        door = Address(self.instance.port, f"/s/{self.world.code}/rejoindre/", CSRF)
        fields = {"operation": str(uuid4()), "name": name, "territory": str(self.world.territory)}
        joined = await self.post(door, fields)
        cookie = re.search(rf"place_{self.world.code}=[^;]+", joined.headers)
        seat = Address(
            door.port, f"/s/{self.world.code}/", f"{CSRF}; {cookie[0] if cookie else ''}"
        )
        return joined, await self.get(seat)


def make_world(instance: SiteInstance, seats: int, cards: int, step: str) -> World:
    """Builds a séance in the database of this server."""
    printed = instance.python("-m", "tests.bench.world", str(seats), str(cards), step)
    return World(**json.loads(printed))


def site(
    server: str = DAPHNE, *, application: str = APPLICATION, **environment: str
) -> SiteInstance:
    """The site on the server of this name, not started; keywords are those of SiteInstance."""
    return SiteInstance(server=server, application=application, **environment)
