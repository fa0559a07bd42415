"""The published rule of majority judgement, against known profiles and against its own definition."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.voting.judgement import normalise, rank
from sessions.voting.judgement.rule import median, rounds

pytestmark = pytest.mark.standalone

KNOWN: dict[str, Any] = json.loads(
    (Path(__file__).parent / "majority_judgement.json").read_text(encoding="utf-8")
)


def majority_value(tally: Sequence[int]) -> list[int]:
    """By the definition: the lower median, then that of what is left without it, and so on."""
    judgements = [grade for grade, number in enumerate(tally) for _each in range(number)]
    value = []
    while judgements:
        value.append(judgements.pop((len(judgements) - 1) // 2))
    return value


def naive_ranks(tallies: Sequence[Sequence[int]]) -> list[int]:
    values = [majority_value(tally) for tally in tallies]
    return [1 + sum(other > value for other in values) for value in values]


@st.composite
def profiles(draw: st.DrawFn) -> list[list[int]]:
    """Tallies with equally many judgements, near each other, so that ties go deep."""
    grades, judges = draw(st.integers(1, 7)), draw(st.integers(0, 12))
    of_one = st.lists(st.integers(0, grades - 1), min_size=judges, max_size=judges)
    ballots = draw(st.lists(of_one, max_size=8))
    return [[one.count(grade) for grade in range(grades)] for one in ballots]


def filled(profile: dict[str, Any]) -> list[list[int]]:
    """The tallies of a known profile, with the judgements that it lacks put where it says."""
    tallies = [list(tally) for tally in profile["tallies"]]
    if profile["mode"] == "normalized":
        return normalise(tallies)
    for tally in tallies if "participants" in profile else []:
        where = profile["default_grade"] if profile["mode"] == "static_default" else median(tally)
        assert where is not None
        tally[where] += profile["participants"] - sum(tally)
    return tallies


@pytest.mark.parametrize("profile", KNOWN["profiles"], ids=lambda profile: profile["id"])
def test_known_profile(profile: dict[str, Any]) -> None:
    tallies = filled(profile)
    assert rank(tallies) == profile["ranks"]
    assert [median(tally) for tally in tallies] == profile["medians"]


@pytest.mark.parametrize("known", KNOWN["analysis"], ids=lambda known: str(known["tally"]))
def test_first_comparison_of_a_known_tally(known: dict[str, Any]) -> None:
    first = rounds(known["tally"])[0]
    assert (first.grade, first.below, first.above) == (
        known["median"],
        known["below"],
        known["above"],
    )
    assert (first.weight > 0) - (first.weight < 0) == known["deciding_sign"]


@pytest.mark.parametrize("known", KNOWN["median_index"], ids=lambda known: str(known["tally"]))
def test_median_is_the_lower_one(known: dict[str, Any]) -> None:
    assert median(known["tally"]) == (known["median"] if any(known["tally"]) else None)


def test_majority_value_of_the_definition_is_the_known_one() -> None:
    for known in KNOWN["majority_values"]:
        tally = [known["votes"].count(grade) for grade in range(12)]
        assert majority_value(tally) == known["value"]


@pytest.mark.parametrize(
    "tallies",
    [
        [[0, 0, 2], [0, 1, 0], [2, 0, 0]],
        [[0, 4, -2], [0, 2, 0]],
        [[2, 2, 2, 2, 2], [2, 2, 2, 2]],
        [[-1, 1], [0, 0]],
        [[1], []],
    ],
)
def test_what_is_no_profile_is_refused(tallies: list[list[int]]) -> None:
    with pytest.raises(ValueError, match=r"tallies|negative"):
        rank(tallies)


@pytest.mark.parametrize("tallies", [[[0, 0], [1, 1]], [[1, -1, 1]], [[1], [1, 0]]])
def test_what_cannot_be_scaled_is_refused(tallies: list[list[int]]) -> None:
    with pytest.raises(ValueError, match=r"tally|tallies|negative"):
        normalise(tallies)


def test_nothing_to_rank() -> None:
    assert rank([]) == []
    assert normalise([]) == []
    assert rank([[0, 0, 0], [0, 0, 0]]) == [1, 1]
    assert rank([[3, 1, 2]]) == [1]


@given(profiles())
def test_ranks_are_those_of_the_definition(tallies: list[list[int]]) -> None:
    assert rank(tallies) == naive_ranks(tallies)


@given(profiles(), st.randoms(use_true_random=False))
def test_order_of_the_proposals_does_not_matter(tallies: list[list[int]], random: Any) -> None:
    places = list(range(len(tallies)))
    random.shuffle(places)
    ranks = rank(tallies)
    assert rank([tallies[place] for place in places]) == [ranks[place] for place in places]


@given(profiles(), st.integers(1, 10**30))
def test_scale_does_not_matter(tallies: list[list[int]], scale: int) -> None:
    assert rank([[scale * number for number in tally] for tally in tallies]) == rank(tallies)


@given(profiles())
def test_each_proposal_has_one_rank_and_equal_ones_share_it(tallies: list[list[int]]) -> None:
    ranks = rank(tallies)
    assert len(ranks) == len(tallies)
    for one, its in zip(tallies, ranks, strict=True):
        for other, theirs in zip(tallies, ranks, strict=True):
            assert (one == other) is (its == theirs)
        assert its == 1 + sum(each < its for each in ranks)


@given(profiles(), st.lists(st.integers(1, 30), min_size=8, max_size=8))
def test_normalised_tallies_weigh_the_same(tallies: list[list[int]], scales: list[int]) -> None:
    scaled = [
        [scale * number for number in tally]
        for tally, scale in zip(tallies, scales, strict=False)
        if any(tally)
    ]
    normal = normalise(scaled)
    assert len({sum(tally) for tally in normal}) <= 1
    for before, after in zip(scaled, normal, strict=True):
        assert [number * sum(after) for number in before] == [
            number * sum(before) for number in after
        ]
    if normal:
        assert rank(normal) == naive_ranks([tally for tally in tallies if any(tally)])


def test_equal_judgements_of_unequal_sizes_share_a_rank_once_normalised() -> None:
    assert rank(normalise([[1, 2, 0], [100, 200, 0], [0, 0, 7]])) == [2, 2, 1]
