"""Three processes over Redis and PostgreSQL against one: what more processes bring on this machine."""

import os
from dataclasses import dataclass

from tests.bench.rows import Bench
from tests.bench.rows.sustained import Climb, climb
from tests.bench.sides import Ours, site
from tests.bench.table import Row
from tests.bench.wire import Address
from tests.instances import PostgresInstance, RedisInstance
from tests.servers import SiteInstance

PROCESSES = 3


@dataclass
class Several(Ours):
    """One séance on several processes: each person stays with one of them, as behind a proxy."""

    others: tuple[SiteInstance, ...] = ()

    def person(self, number: int) -> Address:
        known = super().person(number)
        processes = (self.instance, *self.others)
        return Address(processes[number % len(processes)].port, known.path, known.cookies)


async def measure(bench: Bench) -> list[Row]:
    """Both climb in turns, on the same kind of database."""
    one = Climb(_one(bench), 16)
    three = Climb(_three(bench), 16)
    await climb(bench, [one, three])
    cores = os.cpu_count()
    return [
        Row(
            f"{PROCESSES} processes over Redis and PostgreSQL: cards a second, p95 < 250 ms",
            f"{three.rate} cards/s",
            f"1 process {one.rate} cards/s",
            f"{three.rate / max(1, one.rate):.1f} ×",
            f"report ({cores} cores hold the bots, the databases and the processes)",
            None,
            {"one": one.rate, "three": three.rate},
        )
    ]


def _one(bench: Bench) -> Ours:
    first = _process(bench, _database(bench), {})
    return Ours.on(first, "1 process", seats=bench.screens)


def _three(bench: Bench) -> Several:
    address = _database(bench)
    first = _process(bench, address, {})
    world = Ours.on(first, seats=bench.screens).world
    others = [
        _process(bench, address, {"VAR_DIR": str(first.directory)}) for _ in range(PROCESSES - 1)
    ]
    return Several("3 processes", first, world, others=tuple(others))


def _database(bench: Bench) -> dict[str, str]:
    database = bench.stack.enter_context(PostgresInstance())
    redis = bench.stack.enter_context(RedisInstance())
    return {"database_url": database.url, "redis_url": redis.url}


def _process(bench: Bench, address: dict[str, str], more: dict[str, str]) -> SiteInstance:
    instance = site(bench.server, **address, **more)
    if not more:
        bench.stack.callback(instance.close)
        instance.prepare()
        instance.start()
        return instance
    return bench.stack.enter_context(instance)
