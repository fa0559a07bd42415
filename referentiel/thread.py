"""The provenance of a balise as a picture: from the left, cards, wordings, the balise, its trials, their amendments.

The page shows the same as a list, for who does not see the picture.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from django.utils.translation import gettext as _

from referentiel.models import Evidence, EvidenceKind
from referentiel.queries.balises import Sheet, Source

WIDTH, BOX_HEIGHT, GAP = 260, 56, 14
"""Of the boxes, in the units of the picture."""
COLUMNS = (0, 340, 680, 1020, 1360)
"""Where the boxes of each column begin: the last one has the amendments that came from a trial."""
LONGEST = 30
"""Characters of a line that fit into a box."""


@dataclass(frozen=True)
class Box:
    """Shows a card, a wording or a balise: two lines of words at a place."""

    kind: str
    title: str
    under: str
    x: float
    y: float

    @property
    def middle(self) -> float:
        """Returns the height at which lines join it."""
        return self.y + BOX_HEIGHT / 2

    @property
    def right(self) -> float:
        """Returns where lines leave it."""
        return self.x + WIDTH


@dataclass(frozen=True)
class Line:
    """Leads from the right of one box to the left of another one, as the path of an SVG."""

    path: str


@dataclass(frozen=True)
class Thread:
    """Is a picture of `width` × `height`."""

    boxes: Sequence[Box]
    lines: Sequence[Line]
    width: int
    height: int
    box_width: int = WIDTH
    box_height: int = BOX_HEIGHT


def draw_thread(sheet: Sheet) -> Thread:
    """Draws a sheet: from the living balise back to each card, on to each trial, and on to what amended it."""
    later = [source for source in sheet.sources if sheet.trials_before(source)]
    boxes, wordings, rows = _sources([one for one in sheet.sources if one not in later])
    lines = [line for wording, cards in wordings for line in _lines(cards, wording)]
    trials = {
        trial.piece.pk: _box("trial", trial.territory.name, str(trial.answer.label), 3, row)
        for row, trial in enumerate(sheet.trials)
    }
    after, lines_after, rows_after = _amendments(sheet, later, trials)
    tall = max(rows, rows_after, 1)
    under = sheet.balise.get_state_display()
    balise = _box("balise", sheet.version.statement, under, 2, (tall - 1) / 2)
    lines += _lines([wording for wording, _cards_of in wordings], balise)
    lines += [*(_line(balise, trial) for trial in trials.values()), *lines_after]
    width = COLUMNS[4 if later else 3 if trials else 2] + WIDTH
    shown = [*boxes, balise, *trials.values(), *after]
    return Thread(shown, lines, width, tall * (BOX_HEIGHT + GAP) - GAP)


def _amendments(
    sheet: Sheet, sources: Sequence[Source], trials: Mapping[int, Box]
) -> tuple[list[Box], list[Line], int]:
    """The amendments right of the trials that they came from, with their cards below the trials, and the rows."""
    boxes: list[Box] = []
    lines: list[Line] = []
    below, free = len(trials), 0.0
    for source in sources:
        before = [trials[trial.piece.pk] for trial in sheet.trials_before(source)]
        cards = _cards(source, 3, below)
        below += len(cards)
        beside = sum(box.y for box in before) / len(before) / (BOX_HEIGHT + GAP)
        amendment = _box(*_worded(source), 4, max(beside, free))
        free = max(beside, free) + 1
        boxes += [*cards, amendment]
        lines += _lines([*before, *cards], amendment)
    return boxes, lines, max(below, ceil(free))


def _sources(
    sources: Sequence[Source],
) -> tuple[list[Box], list[tuple[Box, list[Box]]], int]:
    """The boxes of cards and wordings, each wording with its cards, and the rows that they take."""
    boxes: list[Box] = []
    wordings: list[tuple[Box, list[Box]]] = []
    row = 0
    for source in sources:
        cards = _cards(source, 0, row)
        middle = row + max(len(cards) - 1, 0) / 2
        wording = _box(*_worded(source), 1, middle)
        boxes += [*cards, wording]
        wordings.append((wording, cards))
        row += max(len(cards), 1)
    return boxes, wordings, row


def _worded(source: Source) -> tuple[str, str, str]:
    """The kind of the box of a wording, and its two lines."""
    session = source.wording.session_title
    if source.is_amendment:
        version = source.wording.particulars["version"]
        under = _("Amendement · version %(version)s") % {"version": version}
        return "amendment", source.wording.title, under
    return "wording", source.said, session


def _lines(starts: Sequence[Box], end: Box) -> list[Line]:
    return [_line(start, end) for start in starts]


def _cards(source: Source, column: int, row: int) -> list[Box]:
    return [
        _box("card", card.title, _where(card), column, row + number)
        for number, card in enumerate([*source.entries, *source.cards])
    ]


def _where(card: Evidence) -> str:
    if card.kind == EvidenceKind.ENTRY:
        return str(card.particulars["referentiel"])
    place = card.territory.name if card.territory else ""
    return f"{place} · {card.moment}" if card.moment else place


def _box(kind: str, title: str, under: str, column: int, row: float) -> Box:
    return Box(kind, _short(title), _short(under), COLUMNS[column], row * (BOX_HEIGHT + GAP))


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…"


def _line(left: Box, right: Box) -> Line:
    bend = (left.right + right.x) / 2
    start, end = f"{left.right:g} {left.middle:g}", f"{right.x:g} {right.middle:g}"
    return Line(f"M{start} C{bend:g} {left.middle:g} {bend:g} {right.middle:g} {end}")
