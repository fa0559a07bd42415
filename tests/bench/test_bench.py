"""The benchmark runs from end to end, and writes what it found. What it found is not judged here."""

import json
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.bench.measures import resident_bytes, spread
from tests.bench.sides import Ours, site
from tests.bench.wire import Screen
from tests.servers import DAPHNE, PROJECT, UVICORN

pytestmark = pytest.mark.standalone


def test_benchmark_of_queries_prints_and_keeps_its_table(tmp_path: Path) -> None:
    words = ["--quick", "--only", "queries", "--seed", "7", "--out", str(tmp_path)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench", *words],
        cwd=PROJECT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "one catch-up" in done.stdout
    (kept,) = tmp_path.glob("*.json")
    run = json.loads(kept.read_text())
    assert run["seed"] == 7
    assert [row["held"] for row in run["rows"]] == [True, True, True]


def test_percentiles_of_known_numbers() -> None:
    found = spread([number / 100 for number in range(101)])
    assert (found.median, found.p95, found.p99, found.most) == (0.5, 0.95, 0.99, 1.0)


@pytest.mark.parametrize("server", [DAPHNE, UVICORN])
def test_body_that_is_too_long_costs_no_memory(server: str) -> None:
    piece = b"x" * 65_536
    with site(server) as instance:
        assert instance.process is not None
        before = resident_bytes(instance.process.pid)
        try:
            answer = httpx.post(
                f"{instance.url}/connexion/", content=(piece for _ in range(800)), trust_env=False
            )
            assert answer.status_code >= 400
        except httpx.TransportError:
            pass  # broken off while it was being sent
        assert resident_bytes(instance.process.pid) - before < 20_000_000
        assert instance.answers()


@pytest.mark.parametrize("server", [DAPHNE, UVICORN])
async def test_board_larger_than_what_pages_may_send_comes_through(server: str) -> None:
    with site(server) as instance:
        instance.prepare()
        ours = Ours.on(instance, seats=2, cards=200)
        page = await Screen.open(ours.address(0), lambda mark, at: None, polite=True)
        assert len(page.text) > 65_536
        page.close()
