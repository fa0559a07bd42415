"""How a form of those who keep the référentiel is tried."""

from collections.abc import Callable
from contextlib import nullcontext
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.forms import Form, ModelForm
from django.utils.translation import gettext as _

from referentiel.commands.files import FileRefused

AnyForm = Form | ModelForm  # type: ignore[type-arg]
Answer = TypeVar("Answer")


def attempt(
    form: AnyForm,
    perform: Callable[[], Answer],
    *,
    outdated: type[ValidationError] | None = None,
    comparing: bool = False,
) -> Answer | None:
    """Performs the command when the form is valid; returns None when it is not, or when the référentiel refuses.

    The form then carries the reasons, and everything that was typed. A refusal of the kind `outdated` is raised: the
    view shows the other text beside the typed one. A form that compares what it was drawn for with the present row
    looks and saves in one transaction (`comparing`).
    """
    if not form.is_bound:
        return None
    with transaction.atomic() if comparing else nullcontext():
        if not form.is_valid():
            return None
        try:
            with transaction.atomic() if comparing else nullcontext():
                return perform()
        except ValidationError as refused:
            if outdated is not None and isinstance(refused, outdated):
                raise
            _carry(form, refused)
        except IntegrityError:
            form.add_error(
                None,
                _(
                    "Quelqu’un d’autre vient d’enregistrer la même chose : vérifiez, puis réessayez."
                ),
            )
        return None


def _carry(form: AnyForm, refused: ValidationError) -> None:
    """Shows each reason at its field, where the form has it: the row may have fields that the form does not show."""
    if isinstance(refused, FileRefused):
        form.add_error("file", refused.messages)
    elif hasattr(refused, "error_dict"):
        for name, reasons in refused.error_dict.items():
            form.add_error(name if name in form.fields else None, reasons)
    else:
        form.add_error(None, refused)
