"""The public pages of a référentiel of 300 balises: how long each takes, one after the other, for one reader."""

import json
import time

import httpx

from tests.bench.measures import spread
from tests.bench.rows import Bench
from tests.bench.sides import site
from tests.bench.table import Row
from tests.servers import SiteInstance

BALISES = 300
BOUND = 0.1
"""Seconds, p95."""


async def measure(bench: Bench) -> list[Row]:
    """The list, and the sheets, their provenance and their versions, each page some times."""
    instance = bench.stack.enter_context(site(bench.server))
    instance.prepare()
    sheets = json.loads(instance.python("-m", "tests.bench.balises", str(BALISES)))
    bench.say("référentiel")
    turns = int(bench.long(60, 15))
    chosen = [bench.random.choice(sheets) for _ in range(turns)]
    pages = {
        "the list": ["/referentiel/balises/"] * turns,
        "the overview": ["/referentiel/"] * turns,
        "a search": ["/referentiel/recherche/?q=demander+la+part"] * turns,
        "a sheet": chosen,
        "its provenance": [f"{sheet}provenance/" for sheet in chosen],
        "its versions": [f"{sheet}versions/" for sheet in chosen],
    }
    return [_row(name, _seconds(instance, paths)) for name, paths in pages.items()]


def _seconds(instance: SiteInstance, paths: list[str]) -> list[float]:
    """Of each page, with its body; the first one, which warms the process, is left out."""
    found = []
    with httpx.Client(base_url=instance.url, trust_env=False) as client:
        for path in [paths[0], *paths]:
            start = time.perf_counter()
            client.get(path).raise_for_status()
            found.append(time.perf_counter() - start)
    return found[1:]


def _row(name: str, seconds: list[float]) -> Row:
    times = spread(seconds)
    return Row(
        f"référentiel of {BALISES} balises: {name}, p95 (median)",
        f"{times.p95 * 1000:.0f} ms ({times.median * 1000:.0f} ms)",
        "–",
        "–",
        f"< {BOUND * 1000:.0f} ms",
        times.p95 < BOUND,
        {"seconds": seconds},
    )
