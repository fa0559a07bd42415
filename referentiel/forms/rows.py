"""Forms of pages for one row: what it was drawn for, the reason for the change, an id that makes it one change."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from referentiel.drawn import DrawnRow
from referentiel.models import HistoryEntry
from texts.columns import longest
from texts.forms import Words


def why_field() -> Words:
    """Asks for the reason that the history keeps."""
    return Words(
        label=_("Pourquoi ce changement"),
        required=False,
        max_length=longest(HistoryEntry, "why"),
        help_text=_("Se lit dans l’historique."),
    )


class Day(forms.DateInput):
    """Shows a day in the only writing that browsers read in a field for days."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class RowForm(DrawnRow):
    """Adds or changes a row. `operation` makes a form that is sent twice one change."""

    operation = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)
    why = why_field()

    @property
    def more(self) -> dict[str, Any]:
        """Returns what the command takes beside the row, once the form is valid."""
        return {}


def operation_in(said: str | None) -> UUID | None:
    """Reads the operation that a page sent; none when it is no such id."""
    try:
        operation: UUID | None = forms.UUIDField(required=False).clean(said)
    except ValidationError:
        return None
    return operation
