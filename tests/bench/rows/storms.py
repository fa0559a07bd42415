"""A hall that scans the code at once, and a hall that comes back at once."""

import asyncio
import time

from tests.bench.crowd import Crowd, on_time
from tests.bench.measures import Spread, spread
from tests.bench.rows import Bench
from tests.bench.sides import Ours, site
from tests.bench.table import Row, figures, ms, times
from tests.bench.wire import Reply, Screen

PEOPLE, CARDS, WITHIN = 300, 300, 10.0


async def join(bench: Bench) -> list[Row]:
    """300 GETs of a room of 300 cards: ours, and ours without its cache of boards."""
    instance = bench.stack.enter_context(site(bench.server))
    instance.prepare()
    ours = Ours.on(instance, seats=PEOPLE, cards=CARDS)
    anew = bench.stack.enter_context(
        site(bench.server, application="tests.bench.uncached:application")
    )
    anew.prepare()
    each = Ours.on(anew, "rendered each time", seats=PEOPLE, cards=CARDS)
    found: dict[str, Spread] = {}
    cpu: dict[str, float] = {}
    errors = 0
    for side in (ours, each):
        bench.say(f"join storm: {side.name}")
        before = side.cpu()
        # Rendering takes so long that the first fifth of the hall is enough to wait for.
        people = PEOPLE if side is ours else PEOPLE // 5
        replies = await _load(bench, side, people)
        cpu[side.name] = (side.cpu() - before) / people
        found[side.name] = spread([reply.seconds for reply in replies])
        errors += sum(reply.status != 200 for reply in replies) if side is ours else 0
    mine, other = found["ours"], found["rendered each time"]
    return [
        Row(
            "join storm: 300 people load a room of 300 cards in 10 s, p95 (CPU a page)",
            f"{ms(mine.p95)} ({ms(cpu['ours'])}), {errors} errors",
            f"rendered each time {ms(other.p95)} ({ms(cpu['rendered each time'])})",
            times(mine.p95, other.p95),
            "≥ 20 × faster, no error",
            other.p95 >= 20 * mine.p95 and not errors,
            {**figures(**found), "cpu": cpu},
        ),
        await _doors(bench, ours),
    ]


async def _load(bench: Bench, side: Ours, people: int) -> list[Reply]:
    replies: list[Reply] = []

    async def open_page(number: int) -> None:
        replies.append(await side.get(side.person(number)))

    within = WITHIN * people / PEOPLE
    await on_time(sorted(bench.random.uniform(0, within) for _ in range(people)), open_page)
    return replies


async def _doors(bench: Bench, side: Ours) -> Row:
    """The same with the seat taken first: every seat changes the room, and so ages its board."""
    bench.say("join storm: through the door")
    pages: list[Reply] = []
    joins: list[Reply] = []

    async def come_in(number: int) -> None:
        joined, page = await side.join(f"Visite {number}")
        joins.append(joined)
        pages.append(page)

    before = side.cpu()
    await on_time(sorted(bench.random.uniform(0, WITHIN) for _ in range(PEOPLE)), come_in)
    cpu = (side.cpu() - before) / PEOPLE
    took, loaded = (spread([one.seconds for one in part]) for part in (joins, pages))
    errors = sum(one.status >= 400 for one in [*joins, *pages])
    return Row(
        "300 people take a seat and load that room in 10 s: p95 of the page (CPU a person)",
        f"{ms(loaded.p95)} ({ms(cpu)}); seat {ms(took.p95)}, {errors} errors",
        "–", "–", "no error, < 1 s",
        not errors and loaded.p95 < 1,
        {**figures(seat=took, page=loaded), "cpu": cpu},
    )  # fmt: skip


async def reconnect(bench: Bench) -> list[Row]:
    """300 sockets fall at once while cards go on coming; each comes back as the page does."""
    instance = bench.stack.enter_context(site(bench.server))
    instance.prepare()
    ours = Ours.on(instance, seats=PEOPLE, cards=50)
    took: list[float] = []
    lost = 0
    for turn in range(int(bench.long(3, 1))):
        bench.say(f"reconnect storm, round {turn + 1}")
        seconds, missing = await _fall_and_return(bench, ours, 1000 * (turn + 1))
        took.append(seconds)
        lost += missing
    return [
        Row(
            "reconnect storm: 300 sockets fall at once; all back and up to date after",
            f"{max(took):.1f} s, {lost} lost",
            "–", "–", "≤ 10 s",
            max(took) <= 10 and not lost,
            {"seconds": took},
        )
    ]  # fmt: skip


async def _fall_and_return(bench: Bench, side: Ours, first: int) -> tuple[float, int]:
    async with Crowd(side, PEOPLE) as hall:
        # Who stands nowhere catches up with everything; a page stands where it was.
        await on_time([0.1 * number for number in range(10)], hall.post, first=first)
        await hall.settle()
        for screen in hall.screens:
            screen.close()
        fell = time.monotonic()
        await on_time([0.02 * number for number in range(20)], hall.post, first=first + 500)
        screens = await asyncio.gather(
            *[_come_back(bench, side, hall, number) for number in range(PEOPLE)]
        )
        await hall.settle()
        converged = max(hall.last[mark] for mark in range(first + 500, first + 520))
        hall.screens = list(screens)
        return converged - fell, hall.missing()


async def _come_back(bench: Bench, side: Ours, hall: Crowd, number: int) -> Screen:
    before = hall.screens[number]
    path = before.address.path.replace(f"since={side.position}&", f"since={before.position}&")
    await asyncio.sleep(0.5 + bench.random.random())
    return await Screen.open(before.address.at(path), before.saw, polite=True)
