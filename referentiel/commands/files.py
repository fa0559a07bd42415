"""Files of resources: kept under random names in MEDIA_ROOT, which no address reaches by itself."""

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db.models import Sum
from django.utils.translation import gettext as _

from referentiel.file_types import LARGEST_FILE, kept_name, type_of
from referentiel.models import Resource

logger = logging.getLogger(__name__)

MOST_KEPT = 2 * 1024 * 1024 * 1024
"""Bytes of all files together. A disk that files have filled would stop the séances too."""


@dataclass(frozen=True)
class KeptFile:
    """A file on the disk, as the columns of a resource describe it."""

    file: str
    file_name: str
    file_type: str
    file_size: int

    def describe(self, resource: Resource) -> None:
        """Fills in the columns of a resource, which the caller saves."""
        for column in ("file", "file_name", "file_type", "file_size"):
            setattr(resource, column, getattr(self, column))


@contextmanager
def stored(upload: Any, otherwise: str) -> Iterator[KeptFile]:
    """Keeps a file of a form for as long as the block has not failed. `otherwise` names a file without a name.

    Writes it before the transaction of its row begins: with SQLite, nobody else could write meanwhile. Raises
    ValidationError when it is too large, of no type that is taken, or when all the files together would be too many.
    """
    if upload.size > LARGEST_FILE:
        raise ValidationError(_("Ce fichier est trop lourd : 20 Mo au plus."))
    kind = type_of(upload)
    held = Resource.objects.aggregate(all=Sum("file_size"))["all"] or 0
    if held + upload.size > MOST_KEPT:
        raise ValidationError(
            _("Il n’y a plus de place pour ce fichier : retirez d’abord d’autres ressources.")
        )
    name = _write(upload)
    try:
        yield KeptFile(name, kept_name(upload.name, kind, otherwise), kind.key, upload.size)
    except BaseException:
        default_storage.delete(name)
        raise


def _write(upload: Any) -> str:
    """Writes a file; returns its name on the disk. Raises ValidationError, as when the disk is full."""
    name = secrets.token_hex(16)
    try:
        return default_storage.save(name, upload)
    except OSError as problem:
        logger.error("a file was not kept: %s", type(problem).__name__)
        default_storage.delete(name)
        raise ValidationError(
            _(
                "Le serveur n’a pas pu garder ce fichier : rien n’a été enregistré. Réessayez plus tard."
            )
        ) from problem
