"""Judgement by grades: what a ballot may say, what a count holds, and what is told of it."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import example, given
from hypothesis import strategies as st

from sessions.voting import METHODS
from sessions.voting.judgement.form import GradesField, JudgementTableForm
from sessions.voting.judgement.grades import DEFAULT_GRADES, worded
from sessions.voting.judgement.method import Result, check, count, results, spread
from sessions.voting.judgement.rule import normalise, rank, standing
from sessions.voting.judgement.verdict import told_of, verdict
from sessions.voting.judgement.why import reason
from sessions.voting.method import CastBallot, Choices, WrongBallot
from sessions.voting.small_groups import too_few_to_show

pytestmark = pytest.mark.standalone

OPTIONS = [11, 12, 13]
SETTINGS: dict[str, Any] = {"grades": ["Fort", "Moyen", "Faible"]}
BALLOTS = st.lists(
    st.builds(
        CastBallot,
        territory=st.integers(1, 4),
        choices=st.dictionaries(st.sampled_from([*OPTIONS, 14]), st.integers(1, 3)),
    ),
    max_size=30,
)


@dataclass
class Named:
    """A balise, or a territory."""

    pk: int
    name: str = ""
    statement: str = ""


BALISES = [Named(option, statement=f"Balise {option}") for option in OPTIONS]


def ballots(territory: int, *choices: Choices) -> list[CastBallot]:
    return [CastBallot(territory, each) for each in choices]


def rows_of(cast: list[CastBallot], *, confidential: bool = False) -> list[Result]:
    tally = count(cast, options=OPTIONS, confidential=confidential, settings=SETTINGS)
    places = [Named(place, f"T{place}") for place in range(1, 5)]
    return results(tally, options=BALISES, territories=places)


@pytest.mark.parametrize("choices", [{}, {11: 3}, {11: 1, 12: 2, 13: 3}, {12: 0}, {12: None}])
def test_ballot_with_grades_of_the_vote_is_taken(choices: Choices) -> None:
    check(choices, options=OPTIONS, settings=SETTINGS)


@pytest.mark.parametrize(
    ("choices", "why"),
    [
        ({14: 1}, "unknown-option"),
        ({11: 4}, "unknown-grade"),
        ({11: -1}, "unknown-grade"),
        ({11: "Fort"}, "unknown-grade"),
    ],
)
def test_other_ballot_is_refused_with_a_sentence(choices: Choices, why: str) -> None:
    with pytest.raises(WrongBallot, match=f"^{why}$"):
        check(choices, options=OPTIONS, settings=SETTINGS)
    assert METHODS["judgement"].explain(why, SETTINGS)


@given(BALLOTS)
def test_every_judge_judges_every_balise_once(cast: list[CastBallot]) -> None:
    tally = count(cast, options=OPTIONS, confidential=False, settings=SETTINGS)
    judges = sum(any(option in each.choices for option in OPTIONS) for each in cast)
    assert tally.all.judges == judges == len(cast) - tally.abstained
    for option in OPTIONS:
        said = [each.choices[option] for each in cast if option in each.choices]
        left_out = judges - len(said)
        assert tally.all.without[option] == left_out
        assert list(tally.all.tallies[option]) == [
            said.count(1) + left_out,
            said.count(2),
            said.count(3),
        ]
        for grade in range(3):
            places = [each.tallies[option][grade] for each in tally.by_territory.values()]
            assert sum(places) == tally.all.tallies[option][grade]


@given(BALLOTS)
def test_territories_weigh_the_same(cast: list[CastBallot]) -> None:
    rows = rows_of(cast)
    groups = count(cast, options=OPTIONS, confidential=False, settings=SETTINGS).by_territory
    heard = [each for each in groups.values() if each.judges]
    weighted = {row.option.pk: row.weighted for row in rows}
    if not heard:
        assert set(weighted.values()) == {None}
        return
    sums = []
    for option in OPTIONS:
        scaled = normalise([each.tallies[option] for each in heard])
        sums.append([sum(numbers) for numbers in zip(*scaled, strict=True)])
    shown = [weighted[option] for option in OPTIONS]
    assert [each and list(each.tally) for each in shown] == sums
    assert [each and each.rank for each in shown] == rank(sums)


@given(BALLOTS)
def test_each_balise_stands_once_in_the_order_of_the_rule(cast: list[CastBallot]) -> None:
    rows = rows_of(cast)
    assert sorted(row.option.pk for row in rows) == OPTIONS
    for row, following in pairwise(rows):
        ours, theirs = standing(row.people.tally), standing(following.people.tally)
        assert ours >= theirs
        assert bool(row.reason) is (ours > theirs)
    assert {row.reason for row in rows[-1:]} == {""}


@given(BALLOTS)
def test_parts_of_a_bar_fill_it_without_a_gap(cast: list[CastBallot]) -> None:
    for row in rows_of(cast):
        ends = [0.0]
        for part in row.people.parts:
            assert float(part.start) == pytest.approx(ends[-1])
            ends.append(float(part.start) + float(part.width))
        assert ends[-1] == pytest.approx(100 if row.people.rank else 0)


@given(BALLOTS)
def test_confidential_count_keeps_back_small_territories_and_what_is_weighted(
    cast: list[CastBallot],
) -> None:
    tally = count(cast, options=OPTIONS, confidential=True, settings=SETTINGS)
    assert tally.hidden == too_few_to_show(tally.voters)
    for row in rows_of(cast, confidential=True):
        if tally.hidden:
            assert row.weighted is None
        for line in row.by_territory:
            kept_back = line.territory.pk in tally.hidden
            assert (line.tally is None) is (line.without is None) is kept_back
            assert not (kept_back and line.grade)


def test_large_territory_does_not_drown_a_small_one() -> None:
    """Six of one against two of the other; and the sentence says where the two orders differ."""
    rows = rows_of(
        [
            *ballots(1, *[{11: 3, 12: 2, 13: 1}] * 6),
            *ballots(2, *[{11: 1, 12: 3, 13: 1}] * 2),
        ]
    )
    assert [(row.option.pk, row.people.rank) for row in rows] == [(11, 1), (12, 2), (13, 3)]
    assert [row.weighted and row.weighted.rank for row in rows] == [2, 1, 3]
    said = verdict(rows, SETTINGS)
    assert said is not None
    assert "Balise 11" in said.headline
    assert "Fort" in said.headline
    assert "sa mention majoritaire est plus haute" in said.why
    assert "Balise 12" in said.disagreement


def test_no_grade_at_all_makes_no_order() -> None:
    rows = rows_of(ballots(1, {}, {}))
    assert [(row.people.rank, row.people.grade, row.weighted) for row in rows] == [
        (None, None, None)
    ] * 3
    said = verdict(rows, SETTINGS)
    assert said is not None
    assert "pas d’ordre" in said.headline
    assert rows[0].abstained == 2
    assert verdict([], SETTINGS) is None


def test_equal_balises_share_the_lead() -> None:
    rows = rows_of(ballots(1, {11: 3, 12: 3, 13: 1}))
    assert [row.people.rank for row in rows] == [1, 1, 3]
    said = verdict(rows, SETTINGS)
    assert said is not None
    assert "à égalité" in said.headline
    assert "exactement les mêmes mentions" in said.why
    assert "mention majoritaire est plus haute" in said.why
    assert [bool(told_of(row)) for row in rows] == [False, True, False]


NAMES = ["rejeter", "passable", "bien", "excellent"]


@pytest.mark.parametrize(
    ("upper", "lower", "told"),
    [
        ([0, 1, 0, 2], [1, 1, 1, 0], ["majoritaire est plus haute", "excellent", "passable"]),
        ([1, 1, 5, 3], [1, 1, 6, 2], ["premier départage", "plus d’avis au-dessus", "3 contre 2"]),
        ([1, 1, 6, 1], [2, 2, 4, 1], ["premier départage", "moins d’avis au-dessous", "2 contre 4"]),
        ([1, 1, 4, 4], [2, 2, 5, 1], ["premier départage", "qu’au-dessous", "4 contre 2", "1 contre 4"]),
        ([0, 3, 6, 0], [3, 0, 6, 0], ["deuxième départage", "moins bas", "passable", "rejeter"]),
        ([1, 4, 1, 3], [1, 4, 3, 1], ["deuxième départage", "plus d’avis au-dessus", "3 contre 1"]),
    ],
)  # fmt: skip
def test_sentence_names_the_tie_break_that_decided(
    upper: list[int], lower: list[int], told: list[str]
) -> None:
    assert standing(upper) > standing(lower)
    sentence = reason(upper, lower, NAMES).replace("\u00a0", " ")
    for words in told:
        assert words in sentence


@given(
    st.lists(st.integers(0, 6), min_size=9, max_size=9),
    st.lists(st.integers(0, 6), min_size=9, max_size=9),
)
@example([3] * 9, [3] * 8 + [2])
def test_there_is_a_sentence_for_every_order(one: list[int], other: list[int]) -> None:
    tallies = [[each.count(grade) for grade in range(7)] for each in (one, other)]
    lower, upper = sorted(tallies, key=standing)
    if lower != upper:
        assert reason(upper, lower, DEFAULT_GRADES[::-1])


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Oui\nNon", ["Oui", "Non"]),
        ("  Très  fort \r\n\r\nPas du tout\n", ["Très fort", "Pas du tout"]),
        (["Oui", "Non"], ["Oui", "Non"]),
    ],
)
def test_grades_are_lines(typed: object, kept: list[str]) -> None:
    assert GradesField().clean(typed) == kept


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "obligatoire"),
        ("Oui", "au moins deux"),
        ("\n".join("abcdefgh"), "Sept mentions au plus"),
        ("Oui\n" + "o" * 31, "trop long"),
        ("Oui\noui", "deux fois"),
        ("Oui\nN\0on", "une mention par ligne"),
        ({"x": 1}, "une mention par ligne"),
        ([1, 2], "une mention par ligne"),
    ],
)
def test_what_is_no_set_of_grades_is_refused_with_a_sentence(typed: object, told: str) -> None:
    with translation.override("fr"), pytest.raises(ValidationError) as refused:
        GradesField().clean(typed)
    assert told in " ".join(refused.value.messages)


def test_grades_are_data_that_a_vote_keeps() -> None:
    method = METHODS["judgement"]
    assert method.read_settings({}) == {"grades": list(DEFAULT_GRADES)}
    assert method.read_settings(SETTINGS) == SETTINGS
    assert [(grade.number, grade.tone) for grade in worded(SETTINGS)] == [(3, 7), (2, 4), (1, 1)]
    assert [grade.tone for grade in worded(method.read_settings({}))] == [7, 6, 5, 4, 3, 2, 1]
    assert method.settings is not None
    assert "Excellent\nTrès bien" in str(method.settings()["grades"])


@given(
    seats=st.integers(1, 12),
    numbers=st.dictionaries(
        st.sampled_from(OPTIONS), st.lists(st.integers(0, 9), min_size=3, max_size=3)
    ),
)
def test_table_is_taken_only_where_so_many_people_could_say_it(
    seats: int, numbers: dict[int, list[int]]
) -> None:
    """`numbers` are by grade, the worst first."""
    data = {
        f"grade-{grade}-{option}": number
        for option, row in numbers.items()
        for grade, number in enumerate(row, start=1)
    }
    form = JudgementTableForm(data, options=OPTIONS, settings=SETTINGS, seats=seats)
    assert form.is_valid() is all(sum(row) <= seats for row in numbers.values())
    if not form.is_valid():
        return
    cast = [CastBallot(1, each) for each in spread(form.tally(), seats)]
    assert len(cast) == seats
    tally = count(cast, options=OPTIONS, confidential=False, settings=SETTINGS)
    for option in OPTIONS:
        said = numbers.get(option, [0, 0, 0])
        left_out = tally.all.without[option]
        assert list(tally.all.tallies[option]) == [said[0] + left_out, *said[1:]]
        assert sum(said) + left_out == tally.all.judges
    for each in cast:
        check(each.choices, options=OPTIONS, settings=SETTINGS)


def test_tally_of_more_grades_than_people_is_refused() -> None:
    with pytest.raises(WrongBallot, match=r"^crowded$"):
        spread({"11": [2, 0, 1]}, 2)
    assert METHODS["judgement"].explain("crowded", SETTINGS)
    first, _ = spread({"11": [0, 0, 0, 1]}, 2)
    with pytest.raises(WrongBallot, match=r"^unknown-grade$"):
        check(first, options=OPTIONS, settings=SETTINGS)


def test_hall_of_three_hundred_is_counted_at_once() -> None:
    """300 voters, 40 balises, 12 territories: the weighted numbers are large, the order is exact."""
    options = list(range(1, 41))
    settings = {"grades": list(DEFAULT_GRADES)}
    cast = [
        CastBallot(voter % 12 if voter % 7 else 0, {one: 1 + (voter * one) % 7 for one in options})
        for voter in range(300)
    ]
    tally = count(cast, options=options, confidential=False, settings=settings)
    rows = results(tally, options=[Named(one) for one in options], territories=[])
    assert len(rows) == 40
    assert verdict(rows, settings)
