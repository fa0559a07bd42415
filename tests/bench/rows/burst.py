"""100 people post a card within 5 seconds, and all 100 must see all 100."""

import time

from tests.bench.crowd import Crowd, on_time
from tests.bench.measures import Spread, spread
from tests.bench.rows import Bench
from tests.bench.sides import Ours, Side, naive, site
from tests.bench.table import Row, figures, ms, times

PEOPLE, WITHIN = 100, 5.0


async def measure(bench: Bench) -> list[Row]:
    """The same moments for both sides, in turns."""
    instance = bench.stack.enter_context(site(bench.server))
    instance.prepare()
    sides: list[Side] = [Ours.on(instance, seats=PEOPLE), naive(bench.frame)]
    bench.stack.enter_context(sides[1].instance)
    latencies: dict[str, list[float]] = {side.name: [] for side in sides}
    tails: dict[str, list[float]] = {side.name: [] for side in sides}
    lost = dict.fromkeys(latencies, 0)
    for turn in range(int(bench.long(5, 1))):
        moments = sorted(bench.random.uniform(0, WITHIN) for _ in range(PEOPLE))
        for side in sides:
            bench.say(f"burst, round {turn + 1}: {side.name}")
            async with Crowd(side, PEOPLE) as hall:
                await on_time(moments, hall.post, first=1000 * (turn + 1))
                said = time.monotonic()
                await hall.settle()
                latencies[side.name] += hall.latencies()
                # After an answer, the frame may be there already.
                tails[side.name].append(
                    max(0.0, max(hall.last.values(), default=said) - max(hall.sent.values()))
                )
                lost[side.name] += hall.missing() + hall.failures
    return [_row({name: spread(found) for name, found in latencies.items()}, tails, lost)]


def _row(latency: dict[str, Spread], tails: dict[str, list[float]], lost: dict[str, int]) -> Row:
    ours, beside = (spread(tails[name]).median for name in ("ours", "naive"))
    return Row(
        "burst: 100 cards in 5 s on 100 screens; last card sent → last frame, median (p95 of a card)",
        f"{ms(ours)} ({ms(latency['ours'].p95)}), {lost['ours']} lost",
        f"naive {ms(beside)} ({ms(latency['naive'].p95)}), {lost['naive']} lost",
        times(ours, beside),
        "≤ 0.35 × naive, 0 lost",
        ours <= 0.35 * beside and not lost["ours"],
        {**figures(**latency), "tails": tails, "lost": lost},
    )
