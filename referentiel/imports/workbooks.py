"""The first sheet of a workbook (XLSX), as rows of texts. Formulas are never computed: their last result is read.

A workbook is an archive of XML. It is read in a stream, and within bounds: a list of texts that would fill the memory,
a sheet of a million rows, and XML with declarations of its own (of which bombs are made) are refused.
"""

import re
from collections.abc import Iterator
from posixpath import join, normpath
from typing import IO, BinaryIO, cast
from xml.etree.ElementTree import Element, ParseError, XMLPullParser
from zipfile import ZipFile

from django.utils.translation import gettext as _

from referentiel.archives import opened
from referentiel.imports.columns import MOST_CELLS
from referentiel.imports.refusals import Unreadable
from referentiel.imports.tables import LONGEST_CELL, MOST_LINES, SOUGHT, Row

LARGEST_PART = 32 * 1024 * 1024
"""Bytes of XML that are read of one part of a workbook."""
MOST_TEXTS = 200_000
MOST_HELD = 20_000
"""Elements inside of one that is read: the cells of a row, the runs of a text."""
MOST_DEPTH = 64
"""Elements inside of one another. The parser holds all that are not closed."""
MOST_ATTRIBUTES = 100
"""Of one element; they are held with it."""
LONGEST_TOKEN = 1024 * 1024
"""Bytes without the beginning or the end of an element. The parser reads a tag anew until it is whole."""
_PIECE = 64 * 1024
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_EXPONENT = re.compile(r"-?\d+\.0+$")


def rows_of(file: BinaryIO) -> Iterator[Row]:
    """Reads the rows of the first sheet, also those that the file leaves out. Raises Unreadable, ValidationError."""
    with opened(file) as archive:
        try:
            texts = _shared(archive)
            yield from _rows(archive, _first_sheet(archive), texts)
        except ParseError as error:
            raise _broken() from error


def _first_sheet(archive: ZipFile) -> str:
    """The name of the part that holds the first sheet in the order that people see."""
    wanted = ""
    for element in _elements(archive, "xl/workbook.xml", {"sheet"}):
        wanted = next((value for key, value in element.items() if _local(key) == "id"), "")
        break
    for element in _elements(archive, "xl/_rels/workbook.xml.rels", {"Relationship"}):
        if element.get("Id") == wanted:
            target = element.get("Target", "")
            return normpath(target.lstrip("/") if target.startswith("/") else join("xl", target))
    raise _broken()


def _shared(archive: ZipFile) -> list[str]:
    """The texts that cells refer to by their place."""
    found: list[str] = []
    if "xl/sharedStrings.xml" in archive.namelist():
        for element in _elements(archive, "xl/sharedStrings.xml", {"si"}):
            found.append(_text(element))
            if len(found) > MOST_TEXTS:
                raise _too_large()
    return found


def _rows(archive: ZipFile, sheet: str, texts: list[str]) -> Iterator[Row]:
    before = 0
    for element in _elements(archive, sheet, {"row"}):
        said = element.get("r", "")
        number = int(said) if said.isdecimal() and len(said) < 8 else before + 1
        if before and number - before > 1:
            # Rows without a cell are left out of the file: they count as empty lines, within bounds.
            missing = min(number - before - 1, MOST_LINES + SOUGHT)
            yield from (Row(before + step, []) for step in range(1, missing + 1))
        yield Row(number, _cells(element, texts))
        before = number


def _cells(row: Element, texts: list[str]) -> list[str]:
    cells: list[str] = []
    for cell in row:
        if _local(cell.tag) != "c":
            continue
        place = _PLACE.match(cell.get("r", ""))
        at = _column(place[1]) if place else len(cells)
        if at >= MOST_CELLS:
            continue
        cells += [""] * (at + 1 - len(cells))
        cells[at] = _said(cell, texts)
    return cells


def _said(cell: Element, texts: list[str]) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _text(cell)
    value = next((part.text or "" for part in cell if _local(part.tag) == "v"), "")
    if kind == "s":
        return texts[int(value)] if value.isdecimal() and int(value) < len(texts) else ""
    if kind == "b":
        return _("oui") if value == "1" else _("non")
    if kind == "e":
        return ""
    # A number: « 12.0 » is 12.
    return (
        value.partition(".")[0] if kind == "n" and _EXPONENT.match(value) else value[:LONGEST_CELL]
    )


def _text(element: Element) -> str:
    """The runs of a text in their order, without the readings that Asian texts carry along."""
    parts: list[str] = []

    def walk(inside: Element) -> None:
        for part in inside:
            name = _local(part.tag)
            if name == "t":
                parts.append(part.text or "")
            elif name not in {"rPh", "phoneticPr"}:
                walk(part)

    walk(element)
    return "".join(parts)[:LONGEST_CELL]


def _elements(archive: ZipFile, part: str, names: set[str]) -> Iterator[Element]:
    """The elements of these names in a part, each whole; what was read is let go of."""
    if part not in archive.namelist():
        raise _broken()
    with archive.open(part) as stream:
        path: list[Element] = []
        inside = held = 0
        for event, found in _happenings(stream):
            is_one = _local(found.tag) in names
            if event == "start":
                path.append(found)
                held = held + 1 if inside else 0
                inside += is_one
                if held > MOST_HELD or _is_strange(found, len(path)):
                    raise _too_large()
                continue
            path.pop()
            inside -= is_one
            if is_one:
                yield found
            if not inside and path:
                path[-1].remove(found)


def _happenings(stream: IO[bytes]) -> Iterator[tuple[str, Element]]:
    """The beginnings and ends of elements, as they are read."""
    parser: XMLPullParser[Element] = XMLPullParser(events=("start", "end"))
    unheard = 0
    for piece in _pieces(stream):
        parser.feed(piece)
        unheard += len(piece)
        if unheard > LONGEST_TOKEN:
            raise _too_large()
        for happened in parser.read_events():
            unheard = 0
            yield cast("tuple[str, Element]", happened)
    parser.close()


def _is_strange(element: Element, depth: int) -> bool:
    """Whether no spreadsheet writes such an element."""
    return depth > MOST_DEPTH or len(element.keys()) > MOST_ATTRIBUTES


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    """The bytes of a part, within bounds. A declaration of types or entities is refused, before it is parsed."""
    read, tail = 0, b""
    while piece := stream.read(_PIECE):
        read += len(piece)
        if read > LARGEST_PART:
            raise _too_large()
        # In UTF-16 too, which XML allows.
        seen = (tail + piece).replace(b"\0", b"")
        if b"<!DOCTYPE" in seen or b"<!ENTITY" in seen:
            raise _broken()
        tail = piece[-32:]
        yield piece


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _broken() -> Unreadable:
    return Unreadable(
        _(
            "Ce classeur est abîmé ou incomplet : ouvrez-le, enregistrez-le de nouveau en XLSX, puis réessayez."
        )
    )


def _too_large() -> Unreadable:
    return Unreadable(
        _("Ce classeur est trop grand : gardez-y la seule feuille du référentiel, puis réessayez.")
    )
