"""What kind of file somebody has chosen, read from its contents, and the lines in it."""

import io
from enum import StrEnum
from typing import BinaryIO

from django.utils.translation import gettext as _

from referentiel.archives import opened
from referentiel.imports import separated, workbooks
from referentiel.imports.lines import Reading
from referentiel.imports.own_editions import read_edition
from referentiel.imports.refusals import Unreadable
from referentiel.imports.tables import read_rows

LARGEST_IMPORT = 5 * 1024 * 1024
"""Bytes of a file. A référentiel of 300 balises, each with all its texts, has some 2 MB."""
_ARCHIVE, _OLD_OFFICE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-"


class FileKind(StrEnum):
    """Names the kinds of files that a référentiel is read from."""

    EDITION = "json"
    TABLE = "csv"
    WORKBOOK = "xlsx"
    PASTED = "pasted"


def read_file(file: BinaryIO) -> tuple[FileKind, Reading]:
    """Reads the kind of a file and its lines. Raises ValidationError, in a sentence."""
    file.seek(0)
    content = file.read(LARGEST_IMPORT + 1)
    if len(content) > LARGEST_IMPORT:
        raise Unreadable(_("Ce fichier est trop lourd : 5 Mo au plus."))
    if not content.strip():
        raise Unreadable(_("Ce fichier est vide."))
    if content.startswith(_ARCHIVE):
        _refuse_other_archives(content)
        return FileKind.WORKBOOK, read_rows(workbooks.rows_of(io.BytesIO(content)))
    if content.startswith((_OLD_OFFICE, _PDF)):
        raise _unknown()
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        return FileKind.EDITION, read_edition(content.removeprefix(b"\xef\xbb\xbf"))
    return FileKind.TABLE, read_rows(separated.rows_of(separated.decoded(content)))


def read_pasted(text: str) -> Reading:
    """Reads the lines of cells copied from a spreadsheet, of CSV, or of a list. Raises ValidationError."""
    if not text.strip():
        raise Unreadable(_("Collez un tableau, ou choisissez un fichier."))
    return read_rows(separated.rows_of(text))


def _refuse_other_archives(content: bytes) -> None:
    """A workbook that holds programs is taken: it is read, and never kept or run."""
    with opened(io.BytesIO(content)) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            raise _unknown()


def _unknown() -> Unreadable:
    return Unreadable(
        _(
            "Ce type de fichier n’est pas lu ici. Ouvrez-le dans un tableur et enregistrez-le en XLSX ou en CSV ; de"
            " nos propres éditions, prenez le fichier JSON (ou, dans le zip des tables, « balises.csv »)."
        )
    )
