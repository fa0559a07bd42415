"""The measure of the gap, by its rules (docs/double-reading.md)."""

from hypothesis import given
from hypothesis import strategies as st

from sessions.gaps import (
    GAP,
    NEAR,
    STRONGEST,
    Closeness,
    Pooled,
    Side,
    closeness,
    gap_between,
    pooled,
    side_of,
)

MEAN = st.integers(0, 30).map(lambda tenths: tenths / 10)
SIDE = st.lists(st.integers(0, STRONGEST), max_size=12)
MAYBE = st.one_of(st.none(), MEAN)


@given(own=MAYBE, peers=MAYBE)
def test_gap_is_the_same_from_both_sides_and_within_its_bounds(
    own: float | None, peers: float | None
) -> None:
    gap = gap_between(own, peers)
    assert gap == gap_between(peers, own)
    assert (gap is None) == (own is None or peers is None)
    assert gap is None or 0 <= gap <= STRONGEST


@given(mean=MEAN)
def test_equal_means_are_no_gap(mean: float) -> None:
    assert gap_between(mean, mean) == 0


@given(intensities=SIDE)
def test_mean_of_a_side_is_between_its_lowest_and_its_highest(intensities: list[int]) -> None:
    side = side_of(sum(intensities), len(intensities))
    assert side.readers == len(intensities)
    if not intensities:
        assert side.mean is None
    else:
        assert side.mean is not None
        assert min(intensities) <= side.mean <= max(intensities)


@given(total=st.integers(0, 36), readers=st.integers(0, 12), smallest=st.integers(2, 8))
def test_side_of_too_few_says_neither_its_mean_nor_its_number(
    total: int, readers: int, smallest: int
) -> None:
    side = side_of(total, readers, smallest=smallest)
    assert (side == Side(None, None)) == (readers < smallest)


@given(
    one=st.integers(0, 4), other=st.integers(0, 4), totals=st.tuples(st.integers(), st.integers())
)
def test_sides_below_five_look_alike_whatever_was_read(
    one: int, other: int, totals: tuple[int, int]
) -> None:
    assert side_of(totals[0], one, smallest=5) == side_of(totals[1], other, smallest=5)


@given(cards=st.lists(st.tuples(MAYBE, MAYBE), max_size=20), data=st.data())
def test_cards_together_do_not_depend_on_their_order_and_stay_in_bounds(
    cards: list[tuple[float | None, float | None]], data: st.DataObject
) -> None:
    found = pooled(cards)
    assert pooled(data.draw(st.permutations(cards))) == found
    swapped = pooled([(peers, own) for own, peers in cards])
    assert (swapped.gap, swapped.own, swapped.peers) == (found.gap, found.peers, found.own)
    assert found.gap is None or 0 <= found.gap <= STRONGEST


@given(cards=st.lists(st.tuples(MAYBE, MAYBE), max_size=20))
def test_card_that_one_side_has_not_read_does_not_count(
    cards: list[tuple[float | None, float | None]],
) -> None:
    read_by_both = [card for card in cards if None not in card]
    assert pooled(cards) == pooled(read_by_both)
    assert pooled(cards).cards == len(read_by_both)


def test_without_peers_there_is_no_gap() -> None:
    assert gap_between(2.0, side_of(0, 0).mean) is None
    assert pooled([(2.0, None), (3.0, None)]) == Pooled(0, None, None, None)
    assert closeness(None) is None


def test_opposite_gaps_do_not_cancel_each_other() -> None:
    assert pooled([(3.0, 1.0), (1.0, 3.0)]) == Pooled(2, 2.0, 2.0, 2.0)


def test_example_of_the_documentation() -> None:
    own, peers = side_of(3 + 2, 2), side_of(1 + 0 + 0, 3)
    assert (own.mean, peers.mean, gap_between(own.mean, peers.mean)) == (2.5, 0.3, 2.2)
    assert pooled([(2.5, 0.3), (1.0, 1.5)]).gap == 1.4


@given(gap=MEAN)
def test_each_gap_has_its_word(gap: float) -> None:
    expected = (
        Closeness.AGREEMENT if gap < NEAR else Closeness.NEAR if gap < GAP else Closeness.APART
    )
    assert closeness(gap) is expected
