"""What pages of an edition show of its JSON values."""

from collections.abc import Mapping
from datetime import date

from django import template
from django.utils.formats import date_format, number_format

from referentiel.editions.contents import BaliseFacts
from referentiel.models.sheet_texts import TEXTS
from referentiel.versions import Text, label

register = template.Library()


@register.filter
def day(written: str) -> str:
    """Writes « 2026-11-28 » as « 28 novembre 2026 »."""
    return date_format(date.fromisoformat(written), "j F Y")


@register.filter
def grouped(number: int) -> str:
    """Writes « 2600000 » as « 2 600 000 »."""
    return number_format(number, force_grouping=True)


@register.filter
def texts(balise: BaliseFacts | Mapping[str, str]) -> list[Text]:
    """Returns the texts that a balise has, below its statement. One that is emerging does not know all of them."""
    said = dict(balise)
    named = (Text(label(name), str(said.get(name, ""))) for name in TEXTS[1:])
    return [text for text in named if text.text]
