"""Rows that people take out on pages. What something else needs stays, and the refusal says what needs it."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from referentiel.commands.base import Author, change, contents_now, remove
from referentiel.commands.collectives import remove_collective
from referentiel.models import Collective
from referentiel.uses import uses


@change()
def remove_unused(row: models.Model, *, author: Author, why: str = "") -> None:
    """Takes out a row that nothing needs; nothing happens when it is gone already. Raises ValidationError."""
    if contents_now(row) is None:
        return
    reasons = reasons_to_keep(row)
    if reasons:
        raise ValidationError([*reasons, _("Retirez d’abord ce qui en a besoin.")])
    try:
        if isinstance(row, Collective):
            remove_collective(row, author=author, why=why)
        else:
            remove(row, author=author, why=why)
    except ProtectedError:
        # Something began to need it since we looked.
        raise ValidationError(
            _("Quelque chose en a besoin depuis peu : rien n’a été retiré.")
        ) from None


def reasons_to_keep(row: models.Model) -> list[str]:
    """Says in sentences what needs a row. Rows of séances are only counted: a séance may be confidential."""
    return uses(row, may_name=_is_ours)


def _is_ours(model: type[models.Model]) -> bool:
    return apps.get_app_config("referentiel").label == model._meta.app_label
