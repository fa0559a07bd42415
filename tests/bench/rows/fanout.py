"""One card every 200 ms before 300 screens: how soon the last one has it, and what a frame costs."""

import asyncio
from dataclasses import dataclass, field

from tests.bench.crowd import Crowd, on_time
from tests.bench.measures import Spread, spread
from tests.bench.rows import Bench
from tests.bench.sides import Ours, Side, floor, naive, site
from tests.bench.table import Row, figures, ms, times, us
from tests.servers import DAPHNE, UVICORN

PACE = 0.2
"""Seconds between two cards."""
WARM_UP = 10
"""Cards that do not count."""


@dataclass
class Found:
    """What one side did over all rounds."""

    latencies: list[float] = field(default_factory=list)
    posts: list[float] = field(default_factory=list)
    lost: int = 0
    cpu_many: float = 0.0
    frames_many: int = 0
    cpu_few: float = 0.0
    frames_few: int = 0
    memory: float = 0.0
    cards: int = 0

    @property
    def latency(self) -> Spread:
        return spread(self.latencies)

    @property
    def cpu_a_frame(self) -> float:
        """What one more socket costs: seconds a frame."""
        return max(0.0, self.cpu_many - self.cpu_few) / max(1, self.frames_many - self.frames_few)

    @property
    def cpu_with_the_write(self) -> float:
        """Everything that the server did, divided by the frames."""
        return self.cpu_many / max(1, self.frames_many)


async def measure(bench: Bench) -> list[Row]:
    """Every side in turn, several times over."""
    sides = _start(bench)
    found = {side.name: Found() for side in sides}
    seconds = bench.long(4, 3)
    # Many short turns: the machine changes its speed within a minute, and must for all sides alike.
    for turn in range(int(bench.long(7, 1))):
        for side in sides:
            bench.say(f"fan-out, round {turn + 1}: {side.name}")
            await _round(bench, side, found[side.name], 1000 * turn, int(seconds / PACE))
    return _rows(bench, found)


def _start(bench: Bench) -> list[Side]:
    sides: list[Side] = []
    for server in (DAPHNE, UVICORN):
        instance = bench.stack.enter_context(site(server))
        instance.prepare()
        name = "ours" if server == DAPHNE else "ours on uvicorn"
        sides.append(Ours.on(instance, name, seats=bench.screens))
    for side in (naive(bench.frame), floor(bench.frame)):
        bench.stack.enter_context(side.instance)
        sides.append(side)
    return sides


async def _round(bench: Bench, side: Side, found: Found, first: int, cards: int) -> None:
    if isinstance(side, Ours):
        async with Crowd(side, 0) as nobody:
            await _post(nobody, first + 500, cards // 2)
            found.posts += [reply.seconds for reply in nobody.replies]
    async with Crowd(side, 1) as one:
        cpu = side.cpu()
        await _post(one, first + 600, cards)
        found.cpu_few += side.cpu() - cpu
        found.frames_few += one.frames()
    before = side.memory()
    async with Crowd(side, bench.screens) as hall:
        await asyncio.sleep(0.5)
        found.memory = max(found.memory, (side.memory() - before) / bench.screens)
        await _post(hall, first, WARM_UP)
        hall.sent.clear()
        cpu, frames = side.cpu(), hall.frames()
        await _post(hall, first + WARM_UP, cards)
        found.cpu_many += side.cpu() - cpu
        found.frames_many += hall.frames() - frames
        found.latencies += hall.latencies()
        found.lost += hall.missing()
        found.cards += cards


async def _post(crowd: Crowd, first: int, cards: int) -> None:
    await on_time([PACE * number for number in range(cards)], crowd.post, first=first)
    await crowd.settle()


def _rows(bench: Bench, found: dict[str, Found]) -> list[Row]:
    ours = found["ours" if bench.server == DAPHNE else "ours on uvicorn"]
    beside = found["naive"]
    kept = figures(**{name: one.latency for name, one in found.items()})
    kept |= {f"{name}, cpu a frame": one.cpu_a_frame for name, one in found.items()}
    kept |= {f"{name}, lost": one.lost for name, one in found.items()}
    return [
        Row(
            "fan-out: POST → last of 300 screens, p95 (median, p99)",
            _three(ours.latency),
            f"naive {_three(beside.latency)}",
            times(ours.latency.p95, beside.latency.p95),
            "≤ 0.35 × naive",
            ours.latency.p95 <= 0.35 * beside.latency.p95 and not ours.lost,
            kept,
        ),
        Row(
            "server CPU of a frame to one more of 300 sockets",
            f"{us(ours.cpu_a_frame)} (with write and rendering {us(ours.cpu_with_the_write)})",
            f"naive {us(beside.cpu_a_frame)} (in all {us(beside.cpu_with_the_write)})",
            times(ours.cpu_a_frame, beside.cpu_a_frame),
            "≤ 0.25 × naive",
            ours.cpu_a_frame <= 0.25 * beside.cpu_a_frame,
        ),
        _beside_floor("ours", "on Daphne", 1.15, found),
        _beside_floor("ours on uvicorn", "on uvicorn", 1.0, found),
        _against_floor("ours", "on Daphne", 3.5, found),
        _against_floor("ours on uvicorn", "on uvicorn", 1.8, found),
        Row(
            "memory a connected socket",
            f"{ours.memory / 1000:.0f} kB",
            f"naive {beside.memory / 1000:.0f} kB",
            f"{(ours.memory - beside.memory) / 1000:+.0f} kB",
            "≤ +40 kB",
            ours.memory - beside.memory <= 40_000,
        ),
    ]


def _beside_floor(name: str, where: str, bound: float, found: dict[str, Found]) -> Row:
    """A card that is kept must be written first: one POST, measured alone, stands beside the floor."""
    ours, floor_p95 = found[name].latency, found["floor"].latency.p95
    post = spread(found[name].posts)
    both = 1.5 * floor_p95 + post.p95
    return Row(
        f"that p95, {where}, beside the floor and one POST alone",
        ms(ours.p95),
        f"1.5 × {ms(floor_p95)} + {ms(post.p95)} = {ms(both)}",
        times(ours.p95, both),
        f"≤ {bound} ×",
        ours.p95 <= bound * both,
        figures(post=post),
    )


def _against_floor(name: str, where: str, bound: float, found: dict[str, Found]) -> Row:
    ours, ground = found[name].cpu_a_frame, found["floor"].cpu_a_frame
    return Row(
        f"server CPU of a frame, {where}, against the floor",
        f"{us(ours)}; p95 {ms(found[name].latency.p95)}",
        f"floor {us(ground)}; p95 {ms(found['floor'].latency.p95)}",
        times(ours, ground),
        f"≤ {bound} ×",
        ours <= bound * ground,
    )


def _three(one: Spread) -> str:
    return f"{ms(one.p95)} ({ms(one.median)}, {ms(one.p99)})"
