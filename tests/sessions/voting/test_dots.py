"""Resonance by dots: what a ballot may say, and what a count may show."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sessions.voting.dots.method import DOTS, check, count
from sessions.voting.method import CastBallot, WrongBallot
from sessions.voting.small_groups import SMALLEST_SHOWN_GROUP, too_few_to_show

pytestmark = pytest.mark.standalone

OPTIONS = [11, 12, 13]
FAIR = st.dictionaries(st.sampled_from(OPTIONS), st.integers(0, DOTS)).filter(
    lambda dots: sum(dots.values()) <= DOTS
)
BALLOTS = st.lists(st.builds(CastBallot, territory=st.integers(1, 6), choices=FAIR), max_size=40)


@pytest.mark.parametrize("dots", [{}, {11: 5}, {11: 2, 12: 2, 13: 1}, {11: 0, 12: 0}])
def test_ballot_within_the_allowance_is_taken(dots: dict[int, int]) -> None:
    check(dots, options=OPTIONS)


@pytest.mark.parametrize(
    ("dots", "reason"),
    [
        ({14: 1}, "unknown-option"),
        ({11: 1, 14: 0}, "unknown-option"),
        ({11: -1}, "negative"),
        ({11: -1, 12: 6}, "negative"),
        ({11: 6}, "too-many"),
        ({11: 3, 12: 3}, "too-many"),
    ],
)
def test_ballot_against_the_method_says_why(dots: dict[int, int], reason: str) -> None:
    with pytest.raises(WrongBallot, match=f"^{reason}$"):
        check(dots, options=OPTIONS)


@given(st.dictionaries(st.integers(10, 15), st.integers(-2, 7)))
def test_ballot_passes_only_within_every_rule(dots: dict[int, int]) -> None:
    fair = (
        set(dots) <= set(OPTIONS)
        and all(number >= 0 for number in dots.values())
        and sum(dots.values()) <= DOTS
    )
    if fair:
        check(dots, options=OPTIONS)
    else:
        with pytest.raises(WrongBallot):
            check(dots, options=OPTIONS)


@given(BALLOTS)
def test_count_adds_every_dot_once(ballots: list[CastBallot]) -> None:
    tally = count(ballots, options=OPTIONS, confidential=False)
    assert sum(tally.totals.values()) == sum(sum(ballot.choices.values()) for ballot in ballots)
    assert sum(tally.voters.values()) == len(ballots)
    for option in OPTIONS:
        by_territory = sum(row[option] for row in tally.by_territory.values())
        assert tally.totals[option] == by_territory
    assert tally.hidden == frozenset()


@given(BALLOTS)
def test_dots_on_a_balise_hidden_since_do_not_count(ballots: list[CastBallot]) -> None:
    tally = count(ballots, options=OPTIONS[:2], confidential=False)
    assert set(tally.totals) == set(OPTIONS[:2])
    for option in OPTIONS[:2]:
        assert tally.totals[option] == sum(ballot.choices.get(option, 0) for ballot in ballots)


@given(st.dictionaries(st.integers(1, 8), st.integers(1, 12)))
@example({1: 1, 2: 20, 3: 30})
@example({1: 4, 2: 4, 3: 5})
def test_no_small_group_can_be_worked_out_by_subtraction(voters: dict[int, int]) -> None:
    hidden = too_few_to_show(voters)
    shown = set(voters) - hidden
    left_over = sum(voters[territory] for territory in hidden)
    assert all(voters[territory] >= SMALLEST_SHOWN_GROUP for territory in shown)
    assert left_over == 0 or left_over >= SMALLEST_SHOWN_GROUP or not shown


@given(st.dictionaries(st.integers(1, 8), st.integers(SMALLEST_SHOWN_GROUP, 12)))
def test_large_groups_are_all_shown(voters: dict[int, int]) -> None:
    assert too_few_to_show(voters) == frozenset()


@given(BALLOTS)
def test_confidential_count_hides_what_the_named_one_shows(ballots: list[CastBallot]) -> None:
    confidential = count(ballots, options=OPTIONS, confidential=True)
    assert confidential.hidden == too_few_to_show(confidential.voters)
    assert confidential.totals == count(ballots, options=OPTIONS, confidential=False).totals
