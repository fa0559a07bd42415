"""The result of a vote: a bar per balise, its wording above, its number beside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap

from sessions.exports.plots import WIDTH
from sessions.voting.method import Bar

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
class DrawnBar:
    """A balise's bar; `length` is its share of the longest, `words` stand at its end."""

    lines: Sequence[TextLine]
    y: int
    length: int
    words: str
    number_y: int


@dataclass(frozen=True)
class BarPlot:
    """The drawing."""

    width: int
    height: int
    full: int
    thickness: int
    bars: Sequence[DrawnBar]


def draw_bars(bars: Sequence[Bar], statements: Mapping[int, str]) -> BarPlot:
    """The bars in the order given."""
    full = WIDTH - NUMBERS
    highest = max((bar.number for bar in bars), default=0) or 1
    drawn: list[DrawnBar] = []
    y = 0
    for bar in bars:
        lines = wrap(statements[bar.option], SIGNS_A_LINE)
        text = [TextLine(y + TEXT_LINE * place - 5, line) for place, line in enumerate(lines, 1)]
        top = y + TEXT_LINE * len(lines)
        length = round(full * bar.number / highest)
        drawn.append(DrawnBar(text, top, length, bar.words, top + BAR - 4))
        y = top + BAR + GAP
    return BarPlot(WIDTH, max(y - GAP, 0) + 2, full, BAR, drawn)
