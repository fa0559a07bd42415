"""A table's tally on paper: what n people could not give is refused, and n ballots have the same sums."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.voting import METHODS
from sessions.voting.dots.form import DotsTableForm
from sessions.voting.method import kept

pytestmark = pytest.mark.standalone

OPTIONS = [11, 12, 13]
ON_PAPER = [method for method in METHODS.values() if method.table]


@given(
    seats=st.integers(1, 30),
    dots=st.integers(1, 8),
    cap=st.none() | st.integers(1, 8),
    given=st.dictionaries(st.sampled_from(OPTIONS), st.integers(0, 60)),
)
def test_dots_of_a_table_are_taken_only_where_so_many_people_could_give_them(
    seats: int, dots: int, cap: int | None, given: dict[int, int]
) -> None:
    settings = {"dots": dots, "cap": cap}
    data = {f"dots-{option}": number for option, number in given.items()}
    form = DotsTableForm(data, options=OPTIONS, settings=settings, seats=seats)
    most = seats * min(dots, cap or dots)
    possible = sum(given.values()) <= seats * dots and all(n <= most for n in given.values())
    assert form.is_valid() is possible
    if possible:
        dots_method = METHODS["dots"]
        ballots = dots_method.spread(form.tally(), seats)
        assert len(ballots) == seats
        for ballot in ballots:
            dots_method.check(ballot, options=OPTIONS, settings=settings)
        sums = {option: sum(ballot.get(option, 0) for ballot in ballots) for option in OPTIONS}
        assert kept(sums) == form.tally()


@pytest.mark.parametrize("method", ON_PAPER, ids=lambda method: method.key)
def test_an_empty_table_is_so_many_ballots_of_people_who_were_there(method: Any) -> None:
    assert method.table is not None
    form = method.table({}, options=OPTIONS, settings=method.read_settings({}), seats=4)
    if form.is_valid():
        assert len(method.spread(form.tally(), 4)) == 4
