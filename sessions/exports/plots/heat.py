"""The map territory × stake: how many readings, from pale to dark, with the number written."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from sessions.exports.facts import CardFacts, StakeFacts, TerritoryFacts
from sessions.exports.plots import WIDTH, shorten
from sessions.queries.room import heat

NAMES = 220
HEAD = 46
ROW = 38
FILLS = ("#fffdf9", "#dcebea", "#a5cecb", "#2a7880", "#0b3b42")
INKS = ("#4a433a", "#211d18", "#211d18", "#ffffff", "#ffffff")
"""By level. Lightness falls steadily, so that a grey print says the same."""


@dataclass(frozen=True)
class HeatHead:
    """A stake above its column, on one line or two."""

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
    """A territory's line; `total` is the sum of its cells."""

    y: int
    name: str
    label: str
    cells: Sequence[HeatCell]
    total: int


@dataclass(frozen=True)
class HeatPlot:
    """The drawing, and the sums for its table."""

    width: int
    height: int
    row: int
    cell_width: int
    heads: Sequence[HeatHead]
    lines: Sequence[HeatLine]
    totals: Sequence[int]
    total: int


def draw_heat(
    cards: Sequence[CardFacts], territories: Sequence[TerritoryFacts], stakes: Sequence[StakeFacts]
) -> HeatPlot:
    """Readings of the cards given, by the territory that tells the card and by stake."""
    numbers = {
        territory.id: [_readings(cards, territory.id, stake.key) for stake in stakes]
        for territory in territories
    }
    highest = max((number for row in numbers.values() for number in row), default=0)
    width = (WIDTH - NAMES) // max(len(stakes), 1)
    lines = [
        _line(territory, numbers[territory.id], highest, width, HEAD + ROW * place)
        for place, territory in enumerate(territories)
    ]
    return HeatPlot(
        width=WIDTH,
        height=HEAD + ROW * len(lines) + 2,
        row=ROW,
        cell_width=width,
        heads=[
            HeatHead(NAMES + width * place + width // 2, wrap(stake.short_title, 15)[:2])
            for place, stake in enumerate(stakes)
        ],
        lines=lines,
        totals=[sum(column) for column in zip(*numbers.values(), strict=True)],
        total=sum(line.total for line in lines),
    )


def _readings(cards: Sequence[CardFacts], territory: int, stake: str) -> int:
    return sum(
        reading.stake == stake
        for card in cards
        if card.territory == territory
        for reading in card.readings
    )


def _line(
    territory: TerritoryFacts, numbers: Sequence[int], highest: int, width: int, y: int
) -> HeatLine:
    return HeatLine(
        y=y,
        name=territory.name,
        label=shorten(territory.name, 28),
        cells=[
            _cell(NAMES + width * place, width, number, highest)
            for place, number in enumerate(numbers)
        ],
        total=sum(numbers),
    )


def _cell(x: int, width: int, number: int, highest: int) -> HeatCell:
    level = heat(number, highest).level
    return HeatCell(x, x + width // 2, number, FILLS[level], INKS[level])
