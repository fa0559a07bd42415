"""The clock as a value: whatever is done to it, it keeps what is left, and never counts below nothing."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.models.clock import LONGEST, Clock

pytestmark = pytest.mark.standalone
BEGAN = datetime(2026, 11, 23, 14, tzinfo=UTC)
ACTS = st.one_of(
    st.just("pause"), st.just("resume"), st.integers(-3, 3), st.floats(0, 900).map(lambda s: (s,))
)
"""A pause, a resume, minutes more or fewer, and (seconds,) that pass."""


def test_clock_runs_to_its_end_and_stands_with_what_is_left() -> None:
    clock = Clock(seconds=600).running(BEGAN)
    assert clock.ends_at == BEGAN + timedelta(minutes=10)
    later = BEGAN + timedelta(seconds=18.5)
    assert clock.standing(later) == Clock(seconds=582)
    assert clock.left(BEGAN + timedelta(hours=2)) == 0


@pytest.mark.parametrize(
    ("after", "minutes", "left"), [(0, 1, 660), (0, -1, 540), (590, -1, 0), (700, 1, 60)]
)
def test_minute_more_or_fewer(after: int, minutes: int, left: int) -> None:
    now = BEGAN + timedelta(seconds=after)
    assert Clock(seconds=600).running(BEGAN).shifted(minutes, now).left(now) == left


def test_clock_past_its_end_has_no_minute_to_lose() -> None:
    ended = Clock(seconds=60).running(BEGAN)
    assert ended.shifted(-1, BEGAN + timedelta(hours=1)) == ended
    assert Clock(seconds=0).shifted(-1, BEGAN) == Clock(seconds=0)


@given(st.integers(1, LONGEST * 60), st.lists(ACTS))
def test_any_sequence_keeps_what_is_left(seconds: int, acts: list[object]) -> None:
    clock, now = Clock(seconds=seconds).running(BEGAN), BEGAN
    for act in acts:
        before = clock.left(now)
        if isinstance(act, tuple):
            now += timedelta(seconds=act[0])
            assert before - clock.left(now) in range(int(act[0]) + 2)
            continue
        if isinstance(act, int):
            clock = clock.shifted(act, now)
            assert abs(clock.left(now) - min(max(before + 60 * act, 0), LONGEST * 60)) <= 1
        else:
            clock = clock.standing(now) if act == "pause" else clock.running(now)
            assert clock.left(now) == before
        assert clock.is_running != clock.is_standing
        assert 0 <= clock.left(now) <= LONGEST * 60


@given(st.integers(0, LONGEST * 60), st.integers(0, LONGEST * 60))
def test_mark_distinguishes_two_clocks(one: int, other: int) -> None:
    clocks = {Clock(), Clock(seconds=one), Clock(seconds=other), Clock(seconds=one).running(BEGAN)}
    assert len({clock.mark for clock in clocks}) == len(clocks)
