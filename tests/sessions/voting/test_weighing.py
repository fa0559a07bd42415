"""Orders by person and by territory: each territory weighs the same, and what differs is said."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.voting import METHODS
from sessions.voting.dots.method import count, results, verdict
from sessions.voting.method import CastBallot
from sessions.voting.weighing import disagreement, equal_weights, leading, may_weigh, ranks

pytestmark = pytest.mark.standalone

STATEMENTS = {11: "Tenir", 12: "Relier", 13: "Compter"}
SIZES = st.dictionaries(st.integers(1, 6), st.integers(0, 40))
DOTS = st.dictionaries(st.sampled_from(sorted(STATEMENTS)), st.integers(1, 3))
BALLOTS = st.lists(st.builds(CastBallot, territory=st.integers(1, 4), choices=DOTS), max_size=30)


class Balise:
    """An option."""

    def __init__(self, pk: int) -> None:
        self.pk, self.statement = pk, STATEMENTS[pk]


OPTIONS = [Balise(pk) for pk in STATEMENTS]


@given(SIZES)
def test_every_territory_that_gave_something_weighs_the_same(sizes: dict[int, int]) -> None:
    weights = equal_weights(sizes)
    assert weights.keys() == {territory for territory, size in sizes.items() if size}
    assert len({weights[territory] * sizes[territory] for territory in weights}) <= 1


@given(st.dictionaries(st.integers(1, 9), st.integers(0, 5)))
def test_equal_scores_share_a_rank_and_the_next_one_counts_them(scores: dict[int, int]) -> None:
    found = ranks(scores)
    for option, score in scores.items():
        assert found[option] == 1 + len([other for other in scores.values() if other > score])


@given(BALLOTS, st.integers(2, 5))
def test_a_territory_that_doubles_does_not_weigh_more(
    ballots: list[CastBallot], times: int
) -> None:
    larger = [*ballots, *[each for each in ballots if each.territory == 1] * (times - 1)]
    assert _parts(ballots) == _parts(larger)


@given(BALLOTS)
def test_weighted_share_is_the_mean_of_the_territories_shares(ballots: list[CastBallot]) -> None:
    tally = count(ballots, options=STATEMENTS, confidential=False)
    sizes = {place: sum(row.values()) for place, row in tally.by_territory.items()}
    there = [place for place, size in sizes.items() if size]
    for option, part in _parts(ballots).items():
        shares = [Fraction(tally.by_territory[place][option], sizes[place]) for place in there]
        assert part == (sum(shares, Fraction(0)) / len(there) if there else 0)


def _parts(ballots: list[CastBallot]) -> dict[int, Fraction]:
    tally = count(ballots, options=STATEMENTS, confidential=False)
    rows = results(tally, options=OPTIONS, territories=())
    return {
        row.option.pk: Fraction(row.weighted.part, row.weighted.whole or 1)
        for row in rows
        if row.weighted
    }


@given(BALLOTS)
def test_confidential_result_weighs_nothing_where_a_territory_is_hidden(
    ballots: list[CastBallot],
) -> None:
    tally = count(ballots, options=STATEMENTS, confidential=True)
    rows = results(tally, options=OPTIONS, territories=())
    assert all((row.weighted is None) == bool(tally.hidden) for row in rows)
    if not may_weigh(tally.hidden):
        assert not verdict(rows, METHODS["dots"].read_settings({})).disagreement


def test_large_delegation_and_small_ones_put_another_balise_first_and_it_is_said() -> None:
    ballots = [CastBallot(1, {11: 5})] * 9 + [CastBallot(2, {12: 5}), CastBallot(3, {12: 4, 11: 1})]
    tally = count(ballots, options=STATEMENTS, confidential=False)
    rows = results(tally, options=OPTIONS, territories=())
    said = verdict(rows, {"dots": 5, "cap": None})
    assert [(row.option.pk, row.rank, row.weighted and row.weighted.rank) for row in rows] == [
        (11, 1, 2),
        (12, 2, 1),
        (13, 3, 3),
    ]
    assert [row.weighted and row.weighted.percent for row in rows] == [40, 60, 0]
    assert _plain(said.headline) == "En tête : « Tenir », avec 46 points."
    assert _plain(said.disagreement) == (
        "Les deux ordres diffèrent : par personne, « Tenir » en tête ; par territoire, « Relier »."
    )
    assert _plain(said.why) == "Dans l’ordre des points reçus, chaque personne en ayant 5 points."


@pytest.mark.parametrize(
    ("by_person", "by_territory", "said"),
    [
        ({11: 1, 12: 2, 13: 3}, {11: 1, 12: 2, 13: 3}, ""),
        ({11: 1, 12: 1, 13: 3}, {11: 1, 12: 2, 13: 3}, "par personne, « Tenir » et « Relier » en"),
        ({11: 1, 12: 2, 13: 3}, {11: 1, 12: 2, 13: 2}, "« Compter » a le rang 3 par personne"),
        ({}, {}, ""),
    ],
)
def test_one_sentence_says_where_orders_differ(
    by_person: dict[int, int], by_territory: dict[int, int], said: str
) -> None:
    told = _plain(disagreement(by_person, by_territory, STATEMENTS))
    assert said in told if said else not told


def test_those_in_the_lead_are_named_together() -> None:
    assert (
        _plain(leading({11: 1, 12: 1, 13: 1}, STATEMENTS)) == "« Tenir », « Relier » et « Compter »"
    )


def _plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "").replace("\u00a0", " ")
