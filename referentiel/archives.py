"""Archives (ZIP), of which documents are made: looked at without unpacking them, within bounds.

Nothing here unpacks more than a few kilobytes. The bounds protect whoever opens the file later, and us from a list
of entries that would fill the memory.
"""

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_ENTRIES = 2000
MOST_UNPACKED = 200 * 1024 * 1024
"""Bytes of all entries together, as the list of the archive says. Readers of archives take no more than it says."""
MOST_RATIO = 200
"""How many times larger than the archive its contents may be; a table of numbers shrinks to a fiftieth."""
LONGEST_LIST = 512 * 1024
"""Bytes of the list of entries. Python reads all of it, whatever number of entries the archive announces."""

_END, _END_LENGTH, _LONGEST_COMMENT = b"PK\x05\x06", 22, 65_535
_LARGE_END = b"PK\x06\x07"
_BROKEN = (
    *(BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, zlib.error, struct.error),
    *(ValueError, OverflowError, LookupError),
)
"""What Python raises for archives that are damaged, encrypted, or made to mislead."""


@contextmanager
def opened(file: BinaryIO) -> Iterator[ZipFile]:
    """The archive, once its list of entries is found to be within bounds. Raises ValidationError otherwise."""
    try:
        size = _refuse_long_list(file)
        with ZipFile(file) as archive:
            _refuse_bombs(archive, size)
            yield archive
    except _BROKEN as problem:
        raise ValidationError(
            _(
                "Ce document est abîmé ou incomplet : ouvrez-le, enregistrez-le de nouveau, puis réessayez."
            )
        ) from problem


def beginning(archive: ZipFile, name: str, length: int) -> bytes:
    """The first bytes of an entry; none when the archive does not have it."""
    if name not in archive.namelist():
        return b""
    with archive.open(name) as entry:
        return entry.read(length)


def _refuse_long_list(file: BinaryIO) -> int:
    """Returns the size of the archive. Raises ValidationError, or an error of `_BROKEN`."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _END_LENGTH - _LONGEST_COMMENT))
    tail = file.read(_END_LENGTH + _LONGEST_COMMENT)
    file.seek(0)
    place = tail.rfind(_END)
    if place < 0 or _LARGE_END in tail:
        raise BadZipFile
    (length,) = struct.unpack_from("<I", tail, place + 12)
    if length > LONGEST_LIST:
        raise _too_much()
    return size


def _refuse_bombs(archive: ZipFile, size: int) -> None:
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > min(MOST_UNPACKED, size * MOST_RATIO):
        raise _too_much()
    for entry in entries:
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts:
            raise BadZipFile
        if entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
            raise BadZipFile
    # Entries that lie over one another: each byte of the file would be unpacked several times.
    if packed > size or len({entry.filename for entry in entries}) < len(entries):
        raise BadZipFile


def _too_much() -> ValidationError:
    return ValidationError(
        _(
            "Ce document contient trop d’éléments, ou devient trop lourd une fois ouvert : il est refusé."
        )
    )
