"""The simulation behind docs/scaling.md agrees with what can be worked out by hand."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

pytestmark = pytest.mark.standalone

PROGRAM = Path(__file__).resolve().parents[2] / "docs" / "scaling" / "simulate.py"


@pytest.fixture(scope="module")
def scaling() -> ModuleType:
    """The program, as a module."""
    spec = importlib.util.spec_from_file_location("scaling_simulate", PROGRAM)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # Dataclasses look their module up by its name.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def hall(scaling: ModuleType, **changes: Any) -> Any:
    usual = {"rooms": 1, "people": 30, "processes": 1, "spread": 1, "writes": 1 / 60}
    return scaling.Hall(**usual | changes)


def test_outcome_of_the_same_seed_is_the_same(scaling: ModuleType) -> None:
    first = scaling.simulate(hall(scaling), seed=7)
    assert first == scaling.simulate(hall(scaling), seed=7)
    assert first != scaling.simulate(hall(scaling), seed=8)


def test_quiet_room_waits_for_one_post_and_one_round(scaling: ModuleType) -> None:
    costs = scaling.Costs()
    alone = costs.post + costs.read + 3 * costs.render + 32 * costs.send
    assert scaling.simulate(hall(scaling, writes=1 / 600)).p50 == pytest.approx(alone)


def test_busy_share_of_many_quiet_rooms_is_the_sum_of_their_work(scaling: ModuleType) -> None:
    costs = scaling.Costs()
    a_write = costs.post + costs.read + 3 * costs.render + 32 * costs.send
    steady = 32 * costs.send / scaling.HEARTBEAT + costs.look / scaling.LOOK
    found = scaling.simulate(hall(scaling, rooms=20), seconds=300)
    assert found.busy == pytest.approx(20 * (0.5 * a_write + steady), rel=0.05)


def test_frames_a_second_stay_bounded_while_writes_grow(scaling: ModuleType) -> None:
    crowd = {"people": 2_000, "processes": 2, "spread": 2}
    few = scaling.simulate(hall(scaling, **crowd, writes=1 / 60), seconds=20)
    many = scaling.simulate(hall(scaling, **crowd, writes=1 / 15), seconds=20)
    assert many.coalesced > few.coalesced
    assert many.rounds < 2 * few.rounds


def test_room_past_its_row_lock_falls_behind(scaling: ModuleType) -> None:
    costs = scaling.Costs(post=0.0, lock=0.01)
    fine = hall(scaling, people=900, processes=8, spread=8, writes=1 / 10)
    late = hall(scaling, people=1_100, processes=8, spread=8, writes=1 / 10)
    assert scaling.simulate(fine, costs, seconds=60).p95 < 0.5
    assert scaling.simulate(late, costs, seconds=60).p95 > 2


def test_pinned_rooms_need_fewer_cores_than_rooms_spread_over_all(scaling: ModuleType) -> None:
    costs = scaling.Costs()
    pinned = scaling.most_rooms(hall(scaling), costs)
    spread = scaling.most_rooms(hall(scaling, processes=8, spread=8), costs) / 8
    assert pinned > 2 * spread
