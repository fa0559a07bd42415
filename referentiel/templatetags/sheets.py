"""The texts of a sheet in templates, for rows that are no versions of a balise."""

from collections.abc import Sequence

from django import template

from referentiel.models.sheet_texts import SheetTexts
from referentiel.versions import Text, named_texts

register = template.Library()


@register.simple_tag
def sheet_texts(row: SheetTexts) -> Sequence[Text]:
    """Returns the texts that an entry has, below its statement, each under its name."""
    return named_texts(row.texts)
