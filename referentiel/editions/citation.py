"""How an edition is cited."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _


def citation(*, title: str, number: int, day: date, address: str) -> str:
    """One line that stands alone. It names no signatory, so no copy of it has to be taken back."""
    return _(
        "« %(title)s », Villes pairs, référentiel, édition %(number)s, %(day)s. %(address)s"
    ) % {
        "title": title,
        "number": number,
        "day": date_format(day, "j F Y"),
        "address": address,
    }
