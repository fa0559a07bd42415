"""The geometry of the plots: nothing leaves the drawing, nothing covers its neighbour."""

from datetime import UTC, datetime
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from sessions.document import BarLine, Bars, StackLine, Stacks
from sessions.exports.facts import CardFacts
from sessions.exports.plots import CHARACTER, WIDTH, shorten
from sessions.exports.plots.bars import draw_bars
from sessions.exports.plots.frise import Mark, Scale, draw_frise, shared_scale
from sessions.exports.plots.stacks import draw_stacks

Years = tuple[int, int] | None
spans = st.tuples(st.integers(1500, 2199), st.integers(0, 60)).map(
    lambda span: (span[0], min(span[0] + span[1], 2199))
)
titles = st.text(alphabet="abc ", min_size=1, max_size=120)


def card(title: str, years: Years) -> CardFacts:
    start, end = years or (None, None)
    return CardFacts(
        id=1,
        territory=1,
        kind="etape",
        title=title,
        text="",
        moment="",
        year_from=start,
        year_to=end,
        organisation="",
        author=None,
        is_example=False,
        hidden=False,
        created_at=datetime(2026, 11, 23, tzinfo=UTC),
        edited_at=None,
        origin=None,
        readings=[],
        double_reading=[],
    )


def extent(mark: Mark) -> tuple[int, int]:
    """From the first to the last unit that a mark and its label take."""
    label = CHARACTER * len(mark.label)
    first, last = (0, label) if mark.anchor == "start" else (-label, 0)
    return min(mark.x - 11, mark.label_x + first), max(mark.end + 11, mark.label_x + last)


@given(st.lists(st.tuples(titles, st.none() | spans), min_size=1, max_size=25))
def test_frise_places_every_card_once_and_apart(told: list[tuple[str, Years]]) -> None:
    cards = [card(title, years) for title, years in told]
    frise = draw_frise(cards, shared_scale(cards))
    marks = [*frise.marks, *frise.undated]
    assert sorted(mark.number for mark in marks) == list(range(1, len(cards) + 1))
    assert all(mark.y < frise.height for mark in marks)
    assert all(extent(mark)[0] >= 0 and extent(mark)[1] <= WIDTH for mark in marks)
    for one, other in combinations(marks, 2):
        if one.y == other.y:
            (start, end), (other_start, other_end) = extent(one), extent(other)
            assert end <= other_start or other_end <= start


@given(spans, spans)
def test_frise_keeps_years_in_order(one: tuple[int, int], other: tuple[int, int]) -> None:
    cards = [card("Une", one), card("Autre", other)]
    scale = shared_scale(cards)
    assert scale is not None
    assert 0 < scale.x(min(one[0], other[0])) <= scale.x(max(one[1], other[1])) < WIDTH


def test_ticks_are_round_years_within_the_scale() -> None:
    frise = draw_frise([card("Une", (1986, 2026))], Scale(1986, 2026))
    assert [tick.year for tick in frise.ticks] == [1990, 1995, 2000, 2005, 2010, 2015, 2020, 2025]


def test_cards_without_a_year_have_no_scale_and_are_drawn() -> None:
    cards = [card("Un jour", None)]
    frise = draw_frise(cards, shared_scale(cards))
    assert shared_scale(cards) is None
    assert [mark.number for mark in frise.undated] == [1]
    assert not frise.ticks


def test_bars_are_in_proportion_and_a_vote_without_a_dot_has_none() -> None:
    plot = draw_bars(
        Bars([BarLine("Partager " * 20, 10, "10 points"), BarLine("Partir", 5, "5 points")])
    )
    assert [bar.length for bar in plot.bars] == [plot.full, plot.full // 2]
    empty = draw_bars(Bars([BarLine("Partir", 0, "0 point")]))
    assert [bar.length for bar in empty.bars] == [0]


def test_long_wording_is_written_whole_on_several_lines() -> None:
    statement = "Mettre en trajectoire ce qui ne se compte pas encore " * 4
    (bar,) = draw_bars(Bars([BarLine(statement.strip(), 1, "1 point")])).bars
    assert " ".join(line.text for line in bar.lines) == statement.strip()
    assert len(bar.lines) > 1


@given(st.text(max_size=80), st.integers(5, 40))
def test_shorten_never_exceeds_its_length(text: str, longest: int) -> None:
    assert len(shorten(text, longest)) <= longest


@given(
    numbers=st.lists(st.integers(0, 10**12), min_size=1, max_size=9),
    names=st.lists(st.text("abc ", min_size=1, max_size=30), min_size=9, max_size=9),
)
def test_stacked_parts_fill_their_bar_side_by_side(numbers: list[int], names: list[str]) -> None:
    plot = draw_stacks(Stacks(names[: len(numbers)], [StackLine("Partir", numbers, "Bien")]))
    (bar,) = plot.bars
    reached = 0
    for part in bar.parts:
        assert part.x == reached
        reached += part.width
    assert reached == (plot.full if any(numbers) else 0)
    assert all(key.x + CHARACTER * len(key.name) <= WIDTH for key in plot.keys)
    assert all(key.y < bar.y for key in plot.keys)
    assert bar.y + plot.thickness <= plot.height
