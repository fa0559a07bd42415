"""The pause of a worker: whatever comes, it leaves others their time; a lone change never waits."""

from hypothesis import given
from hypothesis import strategies as st

from sessions.pause import Pause

SHARE, AHEAD, LONGEST = 1 / 4, 0.2, 0.1
rounds = st.lists(
    st.tuples(st.floats(0.001, SHARE * LONGEST), st.floats(0, 0.5)), min_size=1, max_size=200
)
"""How long each took, and how long nothing happened after its pause; seconds."""


def worker() -> Pause:
    return Pause(0.0, share=SHARE, ahead=AHEAD, longest=LONGEST)


@given(rounds)
def test_works_its_share_of_the_time_and_what_it_may_work_ahead(
    given_rounds: list[tuple[float, float]],
) -> None:
    now, worked, pause = 0.0, 0.0, worker()
    for seconds, idle in given_rounds:
        began, now = now, now + seconds
        worked += seconds
        now += pause.after(began, now)
        assert worked <= AHEAD + SHARE * now + 1e-9
        now += idle


@given(st.lists(st.floats(0, 10), min_size=1, max_size=20))
def test_never_pauses_for_longer_than_agreed(durations: list[float]) -> None:
    now, pause = 0.0, worker()
    for seconds in durations:
        began, now = now, now + seconds
        waited = pause.after(began, now)
        assert 0 <= waited <= LONGEST + 1e-9
        now += waited


@given(st.floats(0, AHEAD / 4), st.floats(0, 1))
def test_a_few_short_rounds_in_a_row_need_no_rest(seconds: float, idle: float) -> None:
    pause, now = worker(), idle
    for _ in range(4):
        began, now = now, now + seconds
        assert pause.after(began, now) <= 1e-9
