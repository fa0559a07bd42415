"""`script/bench`: measures every row of the table of docs/benchmarks.md."""

import argparse
import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from pathlib import Path
from random import Random, SystemRandom

from rich.console import Console

from tests.bench.rows import (
    Bench,
    burst,
    bytes_sent,
    fanout,
    first_paint,
    hot,
    memory,
    queries,
    scale,
    storms,
    sustained,
    votes,
)
from tests.bench.sides import Ours, site
from tests.bench.table import Row, Run, keep, machine, show
from tests.bench.wire import Screen
from tests.servers import DAPHNE, PROJECT, UVICORN, SiteInstance

ROWS: dict[str, Callable[[Bench], Awaitable[list[Row]]]] = {
    "queries": queries.measure,
    "bytes": bytes_sent.measure,
    "paint": first_paint.measure,
    "hot": hot.measure,
    "fanout": fanout.measure,
    "sustained": sustained.measure,
    "burst": burst.measure,
    "votes": votes.measure,
    "join": storms.join,
    "reconnect": storms.reconnect,
    "memory": memory.measure,
    "scale": scale.measure,
}
NOT_QUICK = {"paint", "sustained", "burst", "join", "scale"}
"""Left out of a quick run unless asked for by name."""


def main() -> None:
    """Measures what was asked for, prints the table and writes the JSON file."""
    asked = _arguments()
    console = Console(width=None if Console().is_terminal else 160)
    start = time.monotonic()

    def say(words: str) -> None:
        console.print(f"[dim]\\[{time.monotonic() - start:4.0f}s] {words}[/]", highlight=False)

    wanted = asked.only or [name for name in ROWS if not (asked.quick and name in NOT_QUICK)]
    random = Random(asked.seed)
    say(f"seed {asked.seed}, {'quick' if asked.quick else 'full'}, ours on {asked.server}")
    on = machine()
    rows: list[Row] = []
    with ExitStack() as whole:
        frame = (
            asyncio.run(_sample_frame(whole))
            if set(wanted) - {"queries", "paint", "hot"}
            else Path()
        )
        for name in wanted:
            with ExitStack() as stack:
                bench = Bench(asked.quick, asked.server, random, stack, frame, say, asked.beside)
                rows += asyncio.run(ROWS[name](bench))  # type: ignore[arg-type]
    run = Run(asked.seed, asked.server, asked.quick, on, rows)
    show(rows, console)
    console.print(run.machine, f"seed {run.seed}", highlight=False)
    console.print(f"JSON: {keep(run, Path(asked.out))}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="short rounds of the shorter rows, some two minutes"
    )
    parser.add_argument("--only", action="append", choices=ROWS, help="one row; may be repeated")
    parser.add_argument("--server", choices=(DAPHNE, UVICORN), default=DAPHNE)
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(10**6))
    parser.add_argument(
        "--beside",
        type=lambda place: Path(place).resolve(),
        help="a checkout beside which « hot » is run",
    )
    parser.add_argument("--out", default=str(PROJECT / "var" / "bench"), help="folder of the JSON")
    return parser.parse_args()


async def _sample_frame(stack: ExitStack) -> Path:
    """The frame of one card, as ours sends it: what the other sides will send too."""
    instance = stack.enter_context(_prepared())
    ours = Ours.on(instance, seats=1)
    heard = asyncio.Event()
    screen = await Screen.open(ours.address(0), lambda mark, at: heard.set(), polite=True)
    await asyncio.sleep(0.2)
    await ours.publish(0, [screen])
    await asyncio.wait_for(heard.wait(), 10)
    place = instance.directory / "frame.json"
    place.write_bytes(screen.text)
    instance.stop()
    return place


def _prepared() -> SiteInstance:
    instance = site()
    instance.prepare()
    return instance


if __name__ == "__main__":
    main()
