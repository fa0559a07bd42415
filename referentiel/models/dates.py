"""Dates as the ateliers know them."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

FIRST_YEAR, LAST_YEAR = 2000, 2099


def validate_near(day: date) -> None:
    """Accept a date that an atelier can have: « 0026 » is a year half typed.

    Raises:
        ValidationError: the year is before 2000 or after 2099.
    """
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValidationError(
            _("Vérifiez l’année : %(year)s est trop loin d’aujourd’hui."),
            "far",
            {"year": f"{day.year:04d}"},
        )


def days_in_words(first: date | None, last: date | None) -> str:
    """« du 3 avril 2023 au 5 avril 2023 », « le 3 avril 2023 »; empty where nobody wrote the first day down."""
    if first is None:
        return ""
    days = {"start": date_format(first, "j F Y")}
    if last is None or last == first:
        return gettext("le %(start)s") % days
    days["end"] = date_format(last, "j F Y")
    return gettext("du %(start)s au %(end)s") % days
