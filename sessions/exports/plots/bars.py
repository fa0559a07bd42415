"""Bars, one per line: its wording above, its number beside."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from sessions.document import Bars
from sessions.exports.plots import WIDTH

NUMBERS = 90
TEXT_LINE = 19
BAR = 18
GAP = 16
SIGNS_A_LINE = 90


@dataclass(frozen=True)
class TextLine:
    """A line of a wording."""

    y: int
    text: str


@dataclass(frozen=True)
class Bar:
    """A bar of the plot. `length` is its share of the longest bar."""

    lines: Sequence[TextLine]
    y: int
    length: int
    said: str
    number_y: int


@dataclass(frozen=True)
class BarPlot:
    """The drawing."""

    width: int
    height: int
    full: int
    thickness: int
    bars: Sequence[Bar]


def draw_bars(plot: Bars) -> BarPlot:
    """Draws the bars in the order given."""
    full = WIDTH - NUMBERS
    highest = max((line.length for line in plot.lines), default=0) or 1
    bars: list[Bar] = []
    y = 0
    for line in plot.lines:
        lines = wrap(line.wording, SIGNS_A_LINE)
        text = [TextLine(y + TEXT_LINE * place - 5, part) for place, part in enumerate(lines, 1)]
        top = y + TEXT_LINE * len(lines)
        length = round(full * line.length / highest)
        bars.append(Bar(text, top, length, line.said, top + BAR - 4))
        y = top + BAR + GAP
    return BarPlot(WIDTH, max(y - GAP, 0) + 2, full, BAR, bars)
