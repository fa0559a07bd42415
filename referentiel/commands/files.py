"""Files of resources: kept under random names in MEDIA_ROOT, which no address reaches by itself."""

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import Sum
from django.utils.translation import gettext as _

from referentiel import pictures
from referentiel.file_types import LARGEST_FILE, FileType, kept_name, type_of
from referentiel.models import Resource

logger = logging.getLogger(__name__)

MOST_KEPT = 2 * 1024 * 1024 * 1024
"""Bytes of all files together. A disk that files have filled would stop the séances too."""


@dataclass(frozen=True)
class KeptFile:
    """Describes a file on the disk, as the columns of a resource do."""

    file: str
    file_name: str
    file_type: str
    file_size: int
    preview: str = ""
    width: int | None = None
    height: int | None = None

    def describe(self, resource: Resource) -> None:
        """Fills in the columns of a resource, which the caller saves."""
        for column in fields(self):
            setattr(resource, column.name, getattr(self, column.name))


class FileRefused(ValidationError):
    """A file is not kept. Its sentence belongs beside the field that brought it."""


@contextmanager
def stored(upload: Any, otherwise: str) -> Iterator[KeptFile]:
    """Keeps a file of a form for as long as the block has not failed. `otherwise` names a file without a name.

    Draws and writes it before the transaction of its row begins: with SQLite, nobody else could write meanwhile. Raises
    FileRefused when it is too large, of no type that is taken, or when all the files together would be too many.
    """
    if upload.size > LARGEST_FILE:
        raise FileRefused(_("Ce fichier est trop lourd : 20 Mo au plus."))
    held = Resource.objects.aggregate(all=Sum("file_size"))["all"] or 0
    if held + upload.size > MOST_KEPT:
        raise FileRefused(
            _("Il n’y a plus de place pour ce fichier : retirez d’abord d’autres ressources.")
        )
    try:
        kind = type_of(upload)
        picture = pictures.drawn(upload.read(), kind.key) if kind.is_picture else None
    except ValidationError as refused:
        raise FileRefused(refused.messages) from refused
    kept = _written(upload, picture, kind, otherwise)
    try:
        yield kept
    except BaseException:
        forget(kept.file, kept.preview)
        raise


def forget(*names: str) -> None:
    """Deletes files from the disk. An empty name stands for no file."""
    for name in names:
        if name:
            default_storage.delete(name)


def _written(
    upload: Any, picture: pictures.Picture | None, kind: FileType, otherwise: str
) -> KeptFile:
    """Writes a file; a picture is written as it was drawn anew, with its preview. Raises FileRefused."""
    name = kept_name(upload.name, kind, otherwise)
    if picture is None:
        return KeptFile(_write(upload), name, kind.key, upload.size)
    file = _write(ContentFile(picture.content))
    try:
        preview = _write(ContentFile(picture.preview))
    except FileRefused:
        forget(file)
        raise
    size = len(picture.content)
    return KeptFile(file, name, kind.key, size, preview, picture.width, picture.height)


def _write(content: Any) -> str:
    """Writes a file; returns its name on the disk. Raises FileRefused, as when the disk is full."""
    name = secrets.token_hex(16)
    try:
        return default_storage.save(name, content)
    except OSError as problem:
        logger.error("a file was not kept: %s", type(problem).__name__)
        default_storage.delete(name)
        raise FileRefused(
            _(
                "Le serveur n’a pas pu garder ce fichier : rien n’a été enregistré. Réessayez plus tard."
            )
        ) from problem
