"""The result of a vote: a bar a balise, its wording above, its dots beside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap

from sessions.exports.facts import ResultFacts
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
    """A balise's bar; `length` is its share of the longest."""

    lines: Sequence[TextLine]
    y: int
    length: int
    total: int
    number_y: int


@dataclass(frozen=True)
class BarPlot:
    """The drawing."""

    width: int
    height: int
    full: int
    thickness: int
    bars: Sequence[Bar]


def draw_bars(results: Sequence[ResultFacts], statements: Mapping[int, str]) -> BarPlot:
    """The results in the order given."""
    full = WIDTH - NUMBERS
    highest = max((result.total for result in results), default=0) or 1
    bars: list[Bar] = []
    y = 0
    for result in results:
        lines = wrap(statements[result.proposal], SIGNS_A_LINE)
        text = [TextLine(y + TEXT_LINE * place - 5, line) for place, line in enumerate(lines, 1)]
        top = y + TEXT_LINE * len(lines)
        length = round(full * result.total / highest)
        bars.append(Bar(text, top, length, result.total, top + BAR - 4))
        y = top + BAR + GAP
    return BarPlot(WIDTH, max(y - GAP, 0) + 2, full, BAR, bars)
