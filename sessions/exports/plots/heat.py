"""A map of numbers, from pale to dark, with each number written."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from sessions.document import Grid
from sessions.exports.plots import WIDTH, shorten
from sessions.queries.room import heat

NAMES = 220
HEAD = 46
ROW = 38
FILLS = ("#fffdf9", "#dcebea", "#a5cecb", "#2a7880", "#0b3b42")
INKS = ("#4a433a", "#211d18", "#211d18", "#ffffff", "#ffffff")
"""The colours by level. Lightness falls steadily, so that a grey print shows the same."""


@dataclass(frozen=True)
class HeatHead:
    """The name of a column above it, on one line or two."""

    x: int
    lines: Sequence[str]


@dataclass(frozen=True)
class HeatCell:
    """A number, the place and the colours of its cell."""

    x: int
    middle: int
    count: int
    fill: str
    ink: str


@dataclass(frozen=True)
class HeatLine:
    """A row, with as much of its name as fits."""

    y: int
    label: str
    cells: Sequence[HeatCell]


@dataclass(frozen=True)
class HeatPlot:
    """The drawing."""

    width: int
    height: int
    row: int
    cell_width: int
    heads: Sequence[HeatHead]
    lines: Sequence[HeatLine]


def draw_heat(plot: Grid) -> HeatPlot:
    """Draws rows and columns in the order given."""
    highest = max((number for _, numbers in plot.rows for number in numbers), default=0)
    width = (WIDTH - NAMES) // max(len(plot.columns), 1)
    lines = [
        _line(name, numbers, highest, width, HEAD + ROW * place)
        for place, (name, numbers) in enumerate(plot.rows)
    ]
    return HeatPlot(
        width=WIDTH,
        height=HEAD + ROW * len(lines) + 2,
        row=ROW,
        cell_width=width,
        heads=[
            HeatHead(NAMES + width * place + width // 2, wrap(name, 15)[:2])
            for place, name in enumerate(plot.columns)
        ],
        lines=lines,
    )


def _line(name: str, numbers: Sequence[int], highest: int, width: int, y: int) -> HeatLine:
    return HeatLine(
        y=y,
        label=shorten(name, 28),
        cells=[
            _cell(NAMES + width * place, width, number, highest)
            for place, number in enumerate(numbers)
        ],
    )


def _cell(x: int, width: int, number: int, highest: int) -> HeatCell:
    level = heat(number, highest).level
    return HeatCell(x, x + width // 2, number, FILLS[level], INKS[level])
