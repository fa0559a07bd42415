"""What a written document is made of, without a layout: plain values, in reading order.

A compte rendu is built from these (`exports/sections/`), and so is the result of each method of voting
(`voting/<method>/`). Each format writes them in its own way: a class, a style of paragraph, a cell.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Protocol

from django.template.defaultfilters import floatformat

Value = str | int | float
"""Numbers stay numbers, for formats that count with them."""


class Look(StrEnum):
    """What a piece of a sentence is. A format decides how that looks."""

    PLAIN = auto()
    STRONG = auto()
    SOFT = auto()
    STAKE = auto()
    CARD_KIND = auto()
    CARD_NUMBER = auto()
    TAG = auto()
    GAP = auto()
    KEPT_BACK = auto()
    """A number that secrecy keeps back. The text says that the number is not shown."""


@dataclass(frozen=True)
class Run:
    """A piece of a sentence. `key` tells which stake or kind it is; `to` names where it leads."""

    text: Value
    look: Look = Look.PLAIN
    key: str = ""
    to: str = ""


Runs = Sequence[Run]

LINE_END = Run("\n")
"""Where a cell goes on in its next line."""


class Role(StrEnum):
    """The purpose of a block. A format decides how that looks."""

    TEXT = auto()
    INTRO = auto()
    """Says how a section is to be read."""
    NOTHING = auto()
    """Says that there is nothing to show."""
    ASIDE = auto()
    DETAIL = auto()
    NOTE = auto()
    """A warning about the whole document."""
    LEAD_IN = auto()
    """Announces the list below it."""

    FACTS = auto()
    NUMBERS = auto()
    PEOPLE = auto()
    STAKES = auto()

    COLUMNS = auto()
    """Groups that may stand side by side."""
    COLUMN = auto()
    TRAJECTORY = auto()
    """To be kept on one page where it fits."""
    TOLD_CARDS = auto()
    """The cards of one territory, in full."""
    CARDS = auto()
    CARD = auto()
    CARD_HEAD = auto()
    STORY = auto()
    """A text of somebody, with its line ends."""
    READINGS = auto()
    READING = auto()
    BALISES = auto()
    BALISE = auto()
    POLL = auto()


@dataclass(frozen=True)
class Heading:
    """A title inside of a section: level 3 or 4. `anchor` is what a `Run.to` leads to."""

    level: int
    text: str
    anchor: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A sentence, or a few."""

    runs: Runs
    role: Role = Role.TEXT


@dataclass(frozen=True)
class Pieces:
    """Short pieces on one line. A line may end between two of them, not within one."""

    pieces: Sequence[Runs]


@dataclass(frozen=True)
class Items:
    """A list. `current` is the place of the item that the room is at."""

    items: Sequence[Runs]
    ordered: bool = False
    current: int | None = None


@dataclass(frozen=True)
class Terms:
    """Terms, and what is said of each."""

    role: Role
    pairs: Sequence[tuple[Runs, Runs]]


@dataclass(frozen=True)
class Quote:
    """What somebody wrote, and who: as much of that as secrecy lets show."""

    text: str
    by: str


@dataclass(frozen=True)
class Quotes:
    """Quotes about one thing."""

    quotes: Sequence[Quote]


@dataclass(frozen=True)
class Column:
    """The head of a column; numbers stand at the right."""

    head: Runs
    number: bool = False


@dataclass(frozen=True)
class Table:
    """Rows under columns. The cell number `header` names its row; `foot` holds sums.

    `label` tells what the table is where its caption is out of sight; `name` is unique in a document.
    """

    label: str
    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Runs]]
    foot: Sequence[Sequence[Runs]] = ()
    header: int = 0
    name: str = ""


@dataclass(frozen=True)
class BarLine:
    """A bar: its wording, its length, and its number in words, such as « 3 points »."""

    wording: str
    length: int
    said: str


@dataclass(frozen=True)
class Bars:
    """A bar for each line, in the order given."""

    lines: Sequence[BarLine]


@dataclass(frozen=True)
class StackLine:
    """A bar of parts that make a whole: its wording, the numbers of its parts, and what stands in its middle."""

    wording: str
    numbers: Sequence[int]
    middle: str


@dataclass(frozen=True)
class Stacks:
    """A bar per line, whose parts stand side by side in the order of `names`, from good to bad."""

    names: Sequence[str]
    lines: Sequence[StackLine]


@dataclass(frozen=True)
class Grid:
    """Numbers by row and column, the higher the darker."""

    columns: Sequence[str]
    rows: Sequence[tuple[str, Sequence[int]]]


class Dated(Protocol):
    """An item of a timeline: a title with a first and a last year, or without years."""

    @property
    def title(self) -> str: ...
    @property
    def year_from(self) -> int | None: ...
    @property
    def year_to(self) -> int | None: ...


@dataclass(frozen=True)
class Timeline:
    """What happened when. Items are numbered from 1. Timelines `among` the same items have the same scale."""

    told: Sequence[Dated]
    among: Sequence[Dated]
    undated: str
    """The sentence about the cards that have no year."""


Plot = Bars | Stacks | Grid | Timeline


@dataclass(frozen=True)
class Figure:
    """A plot, with what describes it to whoever does not see it. `name` is unique in a document.

    It holds what is to be drawn; `exports/plots/` draws it.
    """

    name: str
    label: str
    title: str
    description: str
    plot: Plot


@dataclass(frozen=True)
class Group:
    """Blocks that belong together. `key` tells which stake it is about, `label` names it."""

    role: Role
    blocks: "Sequence[Block]"
    key: str = ""
    label: str = ""
    anchor: str = ""


Block = Heading | Paragraph | Pieces | Items | Terms | Quotes | Table | Figure | Group


@dataclass(frozen=True)
class Section:
    """A part of a document, named in its contents. An annex starts a page."""

    anchor: str
    title: str
    blocks: Sequence[Block]
    annex: bool = False


@dataclass(frozen=True)
class Document:
    """The whole: its kind and its title, what stands before its sections, and after them."""

    kind: str
    title: str
    front: Sequence[Block]
    sections: Sequence[Section]
    back: Sequence[Block]


def plain(text: Value) -> Runs:
    """The text, as a sentence of one piece."""
    return [Run(text)]


def spell(value: Value) -> str:
    """A number in French notation: one decimal at most, after a comma."""
    return floatformat(value, -1) if isinstance(value, float) else str(value)
