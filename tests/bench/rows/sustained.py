"""Cards a second that 300 sockets all receive with p95 < 250 ms: raised until it breaks."""

from dataclasses import dataclass, field

from tests.bench.crowd import Crowd, on_time
from tests.bench.measures import Spread, spread
from tests.bench.rows import Bench
from tests.bench.sides import Ours, Side, naive, site
from tests.bench.table import Row, ms
from tests.servers import DAPHNE, UVICORN

LADDER = (4, 6, 8, 10, 12, 16, 20, 24, 28, 32, 40, 48, 56, 64, 72, 80, 96, 108, 120, 140, 160, 192)
"""Cards a second."""
WANTED = {DAPHNE: 120, UVICORN: 160}
"""Cards per second to reach."""
LIMIT = 0.25
"""Seconds."""


@dataclass
class Climb:
    """How far one side has come."""

    side: Side
    first: int
    rate: int = 0
    frames: float = 0.0
    """Frames a second to each screen, at that rate."""
    broken: bool = False
    steps: dict[int, Spread] = field(default_factory=dict)


async def measure(bench: Bench) -> list[Row]:
    """All sides climb together, step by step."""
    first = 24 if bench.quick else 12
    ours = {server: Climb(_ours(bench, server), first) for server in WANTED}
    beside = Climb(naive(bench.frame), 8 if bench.quick else 4)
    bench.stack.enter_context(beside.side.instance)
    await climb(bench, [*ours.values(), beside])
    return [_row(one, beside, WANTED[server]) for server, one in ours.items()]


def _ours(bench: Bench, server: str) -> Ours:
    instance = bench.stack.enter_context(site(server))
    instance.prepare()
    return Ours.on(instance, f"ours on {server}", seats=bench.screens)


def _row(ours: Climb, beside: Climb, wanted: int) -> Row:
    return Row(
        f"sustained: cards per second on all of 300 screens, p95 < 250 ms, {ours.side.name}",
        f"{ours.rate} cards/s, in {ours.frames:.1f} frames/s per screen",
        f"naive {beside.rate} cards/s",
        f"{ours.rate / max(1, beside.rate):.1f} ×",
        f"≥ {wanted} cards/s, ≥ 4 × naive",
        ours.rate >= max(wanted, 4 * beside.rate),
        {"ours": _told(ours), "naive": _told(beside)},
    )


async def climb(bench: Bench, climbs: list[Climb]) -> None:
    """Raises the rate of each until two tries at a rate fail: one may be the machine's."""
    for rate in LADDER:
        for one in climbs:
            if one.broken or rate < one.first:
                continue
            bench.say(f"sustained, {rate} cards/s: {one.side.name}")
            held = await _holds(bench, one, rate) or await _holds(bench, one, rate)
            one.broken = not held
        if all(one.broken for one in climbs):
            return


async def _holds(bench: Bench, one: Climb, rate: int) -> bool:
    seconds = bench.long(5, 2.5)
    async with Crowd(one.side, bench.screens) as hall:
        await on_time([number / rate for number in range(rate)], hall.post)
        await hall.settle()
        hall.sent.clear()
        frames = hall.frames()
        moments = [number / rate for number in range(round(rate * seconds))]
        await on_time(moments, hall.post, first=1000)
        await hall.settle()
        found = spread(hall.latencies())
        one.steps[rate] = found
        fits = found.p95 < LIMIT and not hall.missing() and not hall.failures
        bench.say(f"    p95 {ms(found.p95)}, {hall.missing()} lost, {hall.failures} refused")
        if fits:
            one.rate = rate
            one.frames = (hall.frames() - frames) / bench.screens / seconds
        return fits


def _told(one: Climb) -> dict[str, object]:
    return {
        "cards a second": one.rate,
        "p95 by rate": {rate: found.p95 for rate, found in one.steps.items()},
    }
