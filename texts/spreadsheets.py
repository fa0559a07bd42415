"""Tables as a French spreadsheet opens them: one CSV file per table, in a zip.

UTF-8 with BOM, semicolons between cells, decimal commas.
"""

import csv
import io
import re
import string
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date

from texts.days import iso
from texts.tables import Cell, Table

FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the start of a formula; the wide forms of Asian keyboards too."""

BLANK = (
    string.whitespace + '\x1c\x1d\x1e\x1f\x85\xa0\xad\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"'
)
BLANK += "".join(map(chr, range(0x2000, 0x2010)))
"""What a spreadsheet may ignore before the first sign of a cell: white space, invisible signs, quotes."""

INNER_FORMULA = re.compile(
    rf"([,;\t\r\n][{re.escape(BLANK)}]*)(?=[{re.escape(''.join(FORMULA_STARTS))}])"
)
"""The start of a formula in a cell that another separator would make."""

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The oldest time that a zip can hold. With a fixed time, two exports of the same state have the same bytes."""


def write_zip(tables: Iterable[Table]) -> bytes:
    """All tables, the empty ones with their header only."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for table in tables:
            entry = zipfile.ZipInfo(f"{table.name}.csv", date_time=EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, write_table(table.columns, table.rows))
    return packed.getvalue()


def write_table(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """One CSV file."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(columns)
    writer.writerows([write_cell(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def write_cell(cell: Cell) -> str:
    """Writes None as an empty cell, and a boolean as `oui` or `non`. A text never starts a formula."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, float):
        return str(cell).replace(".", ",")
    if isinstance(cell, date):
        return iso(cell)
    return defuse(cell) if isinstance(cell, str) else str(cell)


def defuse(text: str) -> str:
    """Puts an apostrophe before what a spreadsheet would run: texts come from strangers.

    Some readers split on commas, tabs or line ends even within quotes, and so find cells inside the text.
    Each part that would run there gets an apostrophe too.
    """
    harmless = INNER_FORMULA.sub(r"\1'", text)
    start = harmless.lstrip(BLANK)
    blank = harmless[: len(harmless) - len(start)]
    if start.startswith(FORMULA_STARTS) or any(sign in blank for sign in "\t\r\n"):
        return f"'{harmless}"
    return harmless
