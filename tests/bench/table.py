"""What the benchmark found, as a table in the terminal and as a JSON file."""

import json
import platform
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.bench.measures import Spread, load_average

PACKAGES = (
    "django", "channels", "daphne", "uvicorn", "uvloop", "websockets", "channels-redis", "psycopg",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One line of the table. `held` is None where nothing was promised."""

    measure: str
    ours: str
    beside: str
    ratio: str
    to_reach: str
    held: bool | None
    figures: dict[str, Any] = field(default_factory=dict)


def machine() -> dict[str, str]:
    """What the figures depend on: asked before the benchmark itself is the load."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return {
        "cpu": models[0] if models else platform.machine(),
        "cores": str(len(models)),
        "python": platform.python_version(),
        "load at the start": f"{load_average():.1f}",
        **{name: version(name) for name in PACKAGES},
    }


@dataclass(frozen=True)
class Run:
    """One run of the benchmark."""

    seed: int
    server: str
    quick: bool
    machine: dict[str, str]
    rows: list[Row]
    at: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="seconds"))


def ms(seconds: float) -> str:
    """Milliseconds, for people."""
    return f"{1000 * seconds:.0f} ms" if seconds >= 0.01 else f"{1000 * seconds:.1f} ms"


def us(seconds: float) -> str:
    """Microseconds, for people."""
    return f"{1e6 * seconds:.0f} µs"


def times(part: float, whole: float) -> str:
    """How many times the whole."""
    return f"{part / whole:.2f} ×" if whole else "–"


def figures(**spreads: Spread) -> dict[str, Any]:
    """Spreads, for the JSON file."""
    return {name: asdict(one) for name, one in spreads.items()}


def show(rows: list[Row], console: Console) -> None:
    """Prints the table."""
    table = Table(show_lines=True)
    for title in ("measure", "ours", "beside", "ratio", "to reach", ""):
        table.add_column(title, overflow="fold")
    words = {True: "[green]held[/]", False: "[red]missed[/]", None: ""}
    for row in rows:
        table.add_row(row.measure, row.ours, row.beside, row.ratio, row.to_reach, words[row.held])
    console.print(table)


def keep(run: Run, folder: Path) -> Path:
    """Writes the JSON file; returns its place."""
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / f"{run.at.replace(':', '')}.json"
    place.write_text(json.dumps(asdict(run), indent=1, ensure_ascii=False) + "\n")
    return place
