"""The number of queries of one write, one join and one catch-up, in rooms of 10, 100 and 1000 cards."""

import json

from tests.bench.rows import Bench
from tests.bench.sides import site
from tests.bench.table import Row


async def measure(bench: Bench) -> list[Row]:
    """Counted in a process of its own, through the views."""
    instance = site()
    bench.stack.callback(instance.close)
    instance.prepare()
    sizes = (10, 100) if bench.quick else (10, 100, 1000)
    found: dict[str, list[int]] = json.loads(
        instance.python("-m", "tests.bench.queries", *map(str, sizes))
    )
    return [
        Row(
            f"queries of {what}, at {', '.join(map(str, sizes))} cards",
            ", ".join(map(str, numbers)),
            "–", "–", "constant",
            len(set(numbers)) == 1,
            {"queries": numbers},
        )
        for what, numbers in found.items()
    ]  # fmt: skip
