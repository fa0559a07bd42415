"""A card and a hub's round in a hot process; beside another checkout, in turns, when one is named."""

import json
import subprocess
from pathlib import Path
from statistics import median

from tests.bench.rows import Bench
from tests.bench.sides import site
from tests.bench.table import Row, times
from tests.servers import PROJECT

CARDS = 20
"""Cards of one turn: the machine changes its speed within a minute, and must for all sides alike."""
BOUNDS = {"post": ("POST of a card, hot, in process", 2.0), "round": ("hub round, hot", 1.0)}
"""Milliseconds of processor to reach."""


async def measure(bench: Bench) -> list[Row]:
    """The median of all pieces of all turns."""
    sides = {"ours": _start(bench, PROJECT)}
    if bench.beside:
        sides["beside"] = _start(bench, bench.beside)
    found: dict[str, dict[str, list[float]]] = {
        side: {piece: [] for piece in BOUNDS} for side in sides
    }
    bench.say(f"hot: {', '.join(sides)}")
    for _ in range(int(bench.long(30, 5))):
        for side, process in sides.items():
            for piece, values in json.loads(_ask(process, CARDS)).items():
                found[side][piece] += values
    return [_row(piece, found) for piece in BOUNDS]


def _start(bench: Bench, checkout: Path) -> "subprocess.Popen[str]":
    """A process of that checkout, on tables of its own."""
    instance = site(PYTHONPATH=str(checkout))
    bench.stack.callback(instance.close)
    instance.python(str(checkout / "manage.py"), "migrate", "--verbosity", "0")
    instance.python(str(checkout / "manage.py"), "load_referentiel", "--verbosity", "0")
    process = subprocess.Popen(
        instance.python_command(str(PROJECT / "tests" / "bench" / "hot.py")),
        cwd=instance.directory, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    bench.stack.callback(process.wait)
    assert process.stdin is not None
    bench.stack.callback(process.stdin.close)
    assert _line(process) == "hot\n", "it says above why"
    return process


def _ask(process: "subprocess.Popen[str]", cards: int) -> str:
    assert process.stdin is not None
    process.stdin.write(f"{cards}\n")
    process.stdin.flush()
    return _line(process)


def _line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline()


def _row(piece: str, found: dict[str, dict[str, list[float]]]) -> Row:
    title, bound = BOUNDS[piece]
    ours = median(found["ours"][piece])
    beside = median(found["beside"][piece]) if "beside" in found else 0.0
    return Row(
        f"{title}: processor, median",
        f"{ours:.2f} ms",
        f"other checkout {beside:.2f} ms" if beside else "–",
        times(ours, beside),
        f"≤ {bound:.1f} ms",
        ours <= bound,
        {side: pieces[piece] for side, pieces in found.items()},
    )
