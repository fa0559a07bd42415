"""Tables as texts: CSV in the encodings and with the separators that spreadsheets write, and pasted cells."""

import csv
import io
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from referentiel.imports.columns import MOST_CELLS, recognise
from referentiel.imports.refusals import Unreadable
from referentiel.imports.tables import Row

SEPARATORS = (";", "\t", ",")
"""The likeliest first: French spreadsheets write semicolons, and cells that are pasted have tabs between them."""
_MARKS = (("utf-8-sig", b"\xef\xbb\xbf"), ("utf-16", b"\xff\xfe"), ("utf-16", b"\xfe\xff"))
_SAYS_SEPARATOR = "sep="
"""The first line that Excel writes to say its separator."""


def decoded(content: bytes) -> str:
    """Decodes a file: by its mark, then as UTF-8, then as Windows writes French. Raises Unreadable."""
    for encoding, mark in _MARKS:
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                raise _no_text() from None
    if b"\0" in content:
        raise _no_text()
    for encoding in ("utf-8", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def rows_of(text: str) -> Iterator[Row]:
    """Reads the rows of a table. Quoted cells may hold line ends. Raises Unreadable when a quote is not closed."""
    text = text.replace("\0", "").lstrip("\ufeff")
    first = text.partition("\n")[0].strip()
    separator = _separator(text)
    skipped = first.lower().startswith(_SAYS_SEPARATOR) and len(first) == len(_SAYS_SEPARATOR) + 1
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    begun = 1
    try:
        for cells in reader:
            if not (skipped and begun == 1):
                yield Row(begun, cells)
            begun = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(
            _(
                'À partir de la ligne %(line)s, un guillemet droit (") n’est pas fermé, ou un texte est trop long.'
                " Enregistrez le tableau de nouveau depuis un tableur, puis réessayez."
            )
            % {"line": begun}
        ) from error


def _separator(text: str) -> str:
    """The one with which the first lines have the most columns that we know, then the most columns."""
    lines = [line for line in text.splitlines()[:12] if line.strip()]
    if (
        lines
        and lines[0].lower().startswith(_SAYS_SEPARATOR)
        and lines[0].strip()[-1] in SEPARATORS
    ):
        return lines[0].strip()[-1]

    def weight(separator: str) -> tuple[int, int]:
        rows = [[cell.strip('" ') for cell in line.split(separator, MOST_CELLS)] for line in lines]
        known = max((len(recognise(cells).places) for cells in rows), default=0)
        return known, len(rows[0]) if known and rows else 0

    best = max(SEPARATORS, key=weight)  # of equal ones, the first
    return best if weight(best)[0] else _of_each_line(lines)


def _of_each_line(lines: Sequence[str]) -> str:
    """Without titles that we know: what every line has as often. A list of statements has none, and is not cut."""
    for separator in SEPARATORS:
        counts = {line.count(separator) for line in lines}
        if len(lines) > 1 and len(counts) == 1 and counts != {0}:
            return separator
    return "\t"


def _no_text() -> Unreadable:
    return Unreadable(
        _(
            "Ce fichier n’est pas un texte lisible : enregistrez le tableau en CSV (UTF-8) ou en XLSX, puis réessayez."
        )
    )
