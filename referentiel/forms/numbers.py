"""Fields for months and for numbers as people type them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LARGEST = 2_000_000_000
"""More than there are people, or square kilometres: the column holds no more."""


class Month(forms.DateInput):
    """A month, in the only writing that browsers read in a field for months."""

    input_type = "month"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m")


class MonthField(forms.DateField):
    """A month, kept as its first day. A browser without a field for months sends what was typed."""

    widget = Month
    input_formats = ("%Y-%m", "%m/%Y", "%m-%Y", "%Y-%m-%d")
    default_error_messages = {
        "invalid": _("Écrivez l’année et le mois, par exemple 2024-09."),
    }


class Count(forms.IntegerField):
    """A whole number that may be typed with blanks between its thousands; None when nobody knows it."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid": _("Écrivez un nombre entier, ou laissez vide."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, min_value=0, max_value=LARGEST, **kwargs)

    def to_python(self, value: Any) -> int | None:
        """« 23 000 » is 23000."""
        return super().to_python("".join(value.split()) if isinstance(value, str) else value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """A phone shows its digits."""
        return {"inputmode": "numeric", "autocomplete": "off"}
