"""Bars of parts side by side, with a legend above: a colour and a pattern each, and every number written."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from sessions.document import StackLine, Stacks
from sessions.exports.plots import CHARACTER, WIDTH, shorten
from sessions.exports.plots.bars import GAP, SIGNS_A_LINE, TEXT_LINE, TextLine

BAR = 26
MIDDLE = 150
"""The room at the right for the words of the middle."""
KEY = 18
KEY_LINE = 24

FILLS = ("#0b3b42", "#2a7880", "#a5cecb", "#f0e6d2", "#f0b429", "#b8491f", "#8f1d14")
INKS = ("#ffffff", "#ffffff", "#211d18", "#211d18", "#211d18", "#ffffff", "#ffffff")
PATTERNS = ("", "rising", "speckled", "", "falling", "crossed", "upright")
"""From the best to the worst. Neighbours differ in colour, in lightness and in pattern."""


@dataclass(frozen=True)
class StackPart:
    """A part of a bar: where it stands, its colours, its pattern, and its number where there is room for it."""

    x: int
    width: int
    middle: int
    fill: str
    ink: str
    pattern: str
    number: str


@dataclass(frozen=True)
class StackBar:
    """A bar, with its wording above and the words of its middle beside."""

    lines: Sequence[TextLine]
    y: int
    parts: Sequence[StackPart]
    said: str
    said_y: int


@dataclass(frozen=True)
class StackKey:
    """A line of the legend."""

    x: int
    y: int
    name: str
    fill: str
    pattern: str


@dataclass(frozen=True)
class StackPlot:
    """The drawing."""

    width: int
    height: int
    full: int
    half: int
    gap: int
    """Between the marks of the middle above and below a number."""
    thickness: int
    keys: Sequence[StackKey]
    bars: Sequence[StackBar]


def draw_stacks(plot: Stacks) -> StackPlot:
    """Draws the bars in the order given."""
    full = WIDTH - MIDDLE
    keys, y = _legend(plot.names)
    bars: list[StackBar] = []
    for line in plot.lines:
        lines = wrap(line.wording, SIGNS_A_LINE)
        text = [TextLine(y + TEXT_LINE * place - 5, part) for place, part in enumerate(lines, 1)]
        top = y + TEXT_LINE * len(lines)
        bars.append(
            StackBar(text, top, _parts(line, full), shorten(line.middle, 20), top + BAR - 8)
        )
        y = top + BAR + GAP
    return StackPlot(WIDTH, max(y - GAP, 0) + 2, full, full // 2, BAR - 12, BAR, keys, bars)


def _legend(names: Sequence[str]) -> tuple[list[StackKey], int]:
    """The keys, in lines that are as full as they can be, and where the bars begin."""
    keys: list[StackKey] = []
    x, y = 0, 2
    for place, name in enumerate(names):
        width = KEY + 6 + CHARACTER * len(name) + 20
        if x and x + width > WIDTH:
            x, y = 0, y + KEY_LINE
        tone = _tone(place, len(names))
        keys.append(StackKey(x, y, name, FILLS[tone], PATTERNS[tone]))
        x += width
    return keys, y + KEY_LINE + GAP


def _parts(line: StackLine, full: int) -> list[StackPart]:
    """Both ends of a part are rounded in the same way, so that no part covers another and none leaves a gap."""
    whole, before, parts = sum(line.numbers), 0, []
    for place, number in enumerate(line.numbers):
        if number:
            start, end = full * before // whole, full * (before + number) // whole
            tone = _tone(place, len(line.numbers))
            fits = end - start >= CHARACTER * len(str(number)) + 10
            parts.append(
                StackPart(
                    x=start,
                    width=end - start,
                    middle=(start + end) // 2,
                    fill=FILLS[tone],
                    ink=INKS[tone],
                    pattern=PATTERNS[tone],
                    number=str(number) if fits else "",
                )
            )
        before += number
    return parts


def _tone(place: int, names: int) -> int:
    """The first name has the first tone and the last one the last, however few names there are."""
    return round(place * (len(FILLS) - 1) / (names - 1)) % len(FILLS) if names > 1 else 0
