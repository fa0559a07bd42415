"""What the forms of ateliers and resources have in common: try, and show the form again with its reasons."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.forms import Form, ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from referentiel.commands.files import FileRefused

AnyForm = Form | ModelForm  # type: ignore[type-arg]
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Wording:
    """The words around a form: its title, the button, where « Annuler » leads, and a sentence where one is needed."""

    title: str
    button: str
    back: str
    lead: str = ""
    hint: str = ""
    action: str = ""
    """The address that takes the form; its own page when empty."""
    is_danger: bool = False


def attempt(
    form: AnyForm, perform: Callable[[], Answer], *, comparing: bool = False
) -> Answer | None:
    """Performs the command when the form is valid; None when it is not, or when the référentiel refuses.

    The form then carries the reasons. A form that compares what it was drawn for with the present row looks and saves
    in one transaction (`comparing`).
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
            # Not by field, but for the file: the row has fields that the form does not show.
            form.add_error("file" if isinstance(refused, FileRefused) else None, refused.messages)
        except IntegrityError:
            form.add_error(
                None,
                _(
                    "Quelqu’un d’autre vient d’enregistrer la même chose : vérifiez, puis réessayez."
                ),
            )
        return None


def form_page(request: HttpRequest, form: AnyForm, wording: Wording) -> HttpResponse:
    """The page of a form: 422 when it came back."""
    status = 422 if form.errors else 200
    context = {"form": form, "wording": wording}
    return render(request, "referentiel/row_form.html", context, status=status)
