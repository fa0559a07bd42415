"""Fields for months and for numbers as people type them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LARGEST = 2_000_000_000
"""More than there are people, or square kilometres: the column holds no more."""


class Month(forms.DateInput):
    """Shows a month in the only writing that browsers read in a field for months."""

    input_type = "month"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m")


class MonthField(forms.DateField):
    """Takes a month, kept as its first day. A browser without a field for months sends what was typed."""

    widget = Month
    input_formats = ("%Y-%m", "%m/%Y", "%m-%Y", "%Y-%m-%d")
    default_error_messages = {
        "invalid": _("Écrivez l’année et le mois, par exemple 2024-09."),
    }


class Count(forms.IntegerField):
    """Takes a whole number, with or without blanks between its thousands; None when nobody knows it."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid": _("Écrivez un nombre entier, ou laissez vide."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, min_value=0, max_value=LARGEST, **kwargs)

    def to_python(self, value: Any) -> int | None:
        """Reads « 23 000 » as 23000."""
        return super().to_python("".join(value.split()) if isinstance(value, str) else value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Lets a phone show its digits."""
        return {"inputmode": "numeric", "autocomplete": "off"}
