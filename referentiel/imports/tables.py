"""Rows of cells become lines: the row of titles is found, and each column has its meaning."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from referentiel.imports.columns import MOST_CELLS, STAKES, Columns, recognise
from referentiel.imports.lines import Line, Reading
from referentiel.imports.refusals import Unreadable
from referentiel.models.sheet_texts import TEXTS
from texts.cleaning import clean_name, clean_text, clean_words

MOST_LINES = 1000
LONGEST_CELL = 20_000
"""Signs of a cell that are read. A text of a balise has 1,500 at most: this one is then too long."""
MOST_SIGNS = 5 * 1024 * 1024
"""Signs of all cells that are read. A workbook may say one long text in each of its cells, and be a small file."""
SOUGHT = 10
"""Rows among which the titles are looked for: some tables have a name above them."""
_BETWEEN = re.compile(r"[;,|/\n•]+")


@dataclass(frozen=True)
class Row:
    """Holds the cells of one row, and the number of its line in the file, from 1."""

    line: int
    cells: Sequence[str]


def read_rows(rows: Iterable[Row]) -> Reading:
    """Reads the lines below the titles. A list without titles has one statement per row. Raises Unreadable."""
    kept = list(_bounded(rows))
    for place, row in enumerate(kept[:SOUGHT]):
        columns = recognise(row.cells)
        if "statement" in columns.places:
            lines = [_line(each, columns.places) for each in kept[place + 1 :]]
            return _found(lines, columns)
    if kept and all(len(_filled(row)) <= 1 for row in kept):
        return _found([_alone(row) for row in kept], Columns({}))
    raise Unreadable(_without_titles(kept))


def _found(lines: Sequence[Line], columns: Columns) -> Reading:
    # Empty rows at the end are what a spreadsheet leaves behind: nobody wrote them.
    last = max((place for place, line in enumerate(lines) if not line.is_empty), default=-1)
    if last < 0:
        raise Unreadable(
            _("Aucune ligne n’est remplie sous les titres : ajoutez les balises, puis réessayez.")
        )
    return Reading(list(lines[: last + 1]), columns.others)


def _bounded(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows, none before the first that says something. Raises Unreadable past our bounds."""
    number = signs = 0
    for row in rows:
        if not number and not _filled(row):
            continue
        number += 1
        # The titles and what may stand above them do not count.
        if number > MOST_LINES + SOUGHT:
            raise Unreadable(
                _("Ce tableau a plus de %(n)s lignes : séparez-le en plusieurs fichiers.")
                % {"n": MOST_LINES}
            )
        cells = [cell[:LONGEST_CELL] for cell in row.cells[:MOST_CELLS]]
        signs += sum(map(len, cells))
        if signs > MOST_SIGNS:
            raise Unreadable(
                _(
                    "Les textes de ce tableau sont trop longs\u00a0: séparez-le en plusieurs fichiers."
                )
            )
        yield Row(row.line, cells)


def _filled(row: Row) -> list[str]:
    return [cell for cell in row.cells if cell.strip()]


def _line(row: Row, places: Mapping[str, int]) -> Line:
    cells = {name: row.cells[at] for name, at in places.items() if at < len(row.cells)}
    return Line(row.line, cleaned(cells), stakes_in(cells.get(STAKES, "")))


def _alone(row: Row) -> Line:
    filled = _filled(row)
    return Line(row.line, cleaned({"statement": filled[0] if filled else ""}))


def cleaned(texts: Mapping[str, str]) -> dict[str, str]:
    """Returns the texts as our columns keep them, without empty ones."""
    found = {
        name: clean_name(texts[name]) if name == "statement" else clean_text(texts[name])
        for name in TEXTS
        if name in texts
    }
    return {name: text for name, text in found.items() if text}


def stakes_in(cell: str) -> tuple[str, ...]:
    """Reads stakes from a cell, each once: « Engagement ; valeur » has two."""
    return tuple(
        dict.fromkeys(word for part in _BETWEEN.split(cell) if (word := clean_words(part)))
    )


def _without_titles(rows: Sequence[Row]) -> str:
    if not rows:
        return _("Ce tableau est vide : il lui faut des titres, puis une ligne par balise.")
    seen = " · ".join(clean_words(cell)[:40] for cell in _filled(rows[0])[:8])
    return _(
        "Aucune colonne ne dit l’énoncé des balises. Donnez-lui le titre « Énoncé » ; les autres peuvent s’appeler"
        " « Concept opérant », « Méthode d’action », « Pertinence », « Conditions », « Illustrations »,"
        " « Contre-exemple », « Enjeux ». La première ligne dit : %(seen)s."
    ) % {"seen": seen}
