"""A trajectory by year: every territory on the same scale, so that frises can be compared."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sessions.document import Dated
from sessions.exports.plots import CHARACTER, WIDTH, shorten

MARGIN = 24
AXIS = 30
LANE = 34
RADIUS = 11
LABEL_GAP = 7
LONGEST_LABEL = 42
MOST_TICKS = 9
STEPS = (1, 2, 5, 10, 20, 50, 100, 200)


@dataclass(frozen=True)
class Scale:
    """Which years the drawing spans."""

    first: int
    last: int

    def x(self, year: int) -> int:
        """The horizontal place of a year."""
        return MARGIN + round((WIDTH - 2 * MARGIN) * (year - self.first) / (self.last - self.first))


@dataclass(frozen=True)
class Tick:
    """A year written on the axis."""

    x: int
    year: int


@dataclass(frozen=True)
class Mark:
    """A card: a numbered disc at its first year, a band to its last year, and its title beside."""

    number: int
    x: int
    end: int
    y: int
    label: str
    label_x: int
    anchor: str

    @property
    def band_x(self) -> int:
        """Where the band starts. The band goes around the disc."""
        return self.x - RADIUS

    @property
    def band_width(self) -> int:
        """The width of the band; 0 for a single year."""
        return self.end - self.x + 2 * RADIUS if self.end > self.x else 0


@dataclass(frozen=True)
class Frise:
    """A drawing of `width` by `height`; below `undated_y` are the cards without a year."""

    width: int
    height: int
    ticks: Sequence[Tick]
    marks: Sequence[Mark]
    undated: Sequence[Mark]
    undated_y: int


def shared_scale(cards: Iterable[Dated]) -> Scale | None:
    """From the first year to the last of all the cards; None when no card has one."""
    dated = [
        (card.year_from, card.year_to)
        for card in cards
        if card.year_from is not None and card.year_to is not None
    ]
    if not dated:
        return None
    first, last = min(start for start, _ in dated), max(end for _, end in dated)
    return Scale(first, max(last, first + 4))


def draw_frise(cards: Sequence[Dated], scale: Scale | None) -> Frise:
    """The cards of one territory, numbered from 1 in the order given."""
    lanes = _Lanes()
    numbered = list(enumerate(cards, start=1))
    marks = [
        lanes.place(number, card, scale.x(card.year_from), scale.x(card.year_to))
        for number, card in numbered
        if scale and card.year_from is not None and card.year_to is not None
    ]
    undated_y = AXIS + LANE * lanes.count if marks else 0
    rest = _Lanes(top=undated_y + AXIS)
    undated = [rest.flow(number, card) for number, card in numbered if card.year_from is None]
    bottom = rest.bottom if undated else undated_y
    return Frise(
        width=WIDTH,
        height=bottom + 8,
        ticks=_ticks(scale) if scale and marks else [],
        marks=marks,
        undated=undated,
        undated_y=undated_y,
    )


class _Lanes:
    """Rows under the axis: each card takes the first row where it covers no other card."""

    def __init__(self, top: int = AXIS) -> None:
        self._top = top
        self._taken: list[list[tuple[int, int]]] = []

    @property
    def count(self) -> int:
        return len(self._taken)

    @property
    def bottom(self) -> int:
        return self._top + LANE * self.count

    def place(self, number: int, card: Dated, x: int, end: int) -> Mark:
        """Places a dated card: its label is on the right, else on the left, else on its own long band."""
        space = CHARACTER * len(shorten(card.title, LONGEST_LABEL)) + LABEL_GAP
        right, left = end + RADIUS + LABEL_GAP, x - RADIUS - LABEL_GAP
        if right + space <= WIDTH:
            return self._mark(number, card, (x, end), (x - RADIUS, right + space), right, "start")
        if left - space >= 0:
            return self._mark(number, card, (x, end), (left - space, end + RADIUS), left, "end")
        inside = x + RADIUS + LABEL_GAP
        extent = (x - RADIUS, max(end + RADIUS, inside + space))
        return self._mark(number, card, (x, end), extent, inside, "start")

    def flow(self, number: int, card: Dated) -> Mark:
        """Places an undated card at the left end of the free space of the first row that has enough of it."""
        space = 2 * RADIUS + 2 * LABEL_GAP + CHARACTER * len(shorten(card.title, LONGEST_LABEL))
        for taken in self._taken:
            start = max(end for _, end in taken) + LABEL_GAP
            if start + space <= WIDTH:
                return self._flow_at(number, card, start, space)
        return self._flow_at(number, card, MARGIN - RADIUS, space)

    def _flow_at(self, number: int, card: Dated, start: int, space: int) -> Mark:
        x = start + RADIUS
        label_x = x + RADIUS + LABEL_GAP
        return self._mark(number, card, (x, x), (start, start + space), label_x, "start")

    def _mark(
        self,
        number: int,
        card: Dated,
        bar: tuple[int, int],
        extent: tuple[int, int],
        label_x: int,
        anchor: str,
    ) -> Mark:
        lane = self._free_lane(extent)
        return Mark(
            number=number,
            x=bar[0],
            end=bar[1],
            y=self._top + LANE * lane + LANE // 2,
            label=shorten(card.title, LONGEST_LABEL),
            label_x=label_x,
            anchor=anchor,
        )

    def _free_lane(self, extent: tuple[int, int]) -> int:
        start, end = extent
        for lane, taken in enumerate(self._taken):
            if all(end < other_start or start > other_end for other_start, other_end in taken):
                taken.append(extent)
                return lane
        self._taken.append([extent])
        return self.count - 1


def _ticks(scale: Scale) -> list[Tick]:
    span = scale.last - scale.first
    step = next((step for step in STEPS if span // step < MOST_TICKS), span)
    years = range(-(-scale.first // step) * step, scale.last + 1, step)
    return [Tick(scale.x(year), year) for year in years]
