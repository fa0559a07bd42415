"""Two versions of a balise side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Field
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from referentiel.models import BaliseVersion
from referentiel.models.sheet_texts import TEXTS
from texts.differences import Fate, Stretch, differences


@dataclass(frozen=True)
class Part:
    """Compares one text of two versions: what was kept, added and removed."""

    label: str
    stretches: Sequence[Stretch]

    @property
    def changed(self) -> bool:
        """Tells whether the two differ here."""
        return any(stretch.fate is not Fate.KEPT for stretch in self.stretches)


@dataclass(frozen=True)
class Text:
    """Holds one text of a sheet, under its name."""

    label: str
    text: str


def texts_of(version: BaliseVersion) -> list[Text]:
    """Returns the texts that a version has, below its statement."""
    return named_texts({name: getattr(version, name) for name in TEXTS})


def named_texts(texts: Mapping[str, str]) -> list[Text]:
    """Returns the texts that are there, below the statement, each under its name."""
    return [Text(label(name), texts[name]) for name in TEXTS[1:] if texts[name]]


def compared(before: BaliseVersion, after: BaliseVersion) -> list[Part]:
    """Compares the texts that one of the two has, and their stakes."""
    parts = [
        Part(label(name), differences(getattr(before, name), getattr(after, name)))
        for name in TEXTS
        if getattr(before, name) or getattr(after, name)
    ]
    stakes = differences(_stakes(before), _stakes(after))
    return [*parts, Part(_("Enjeux"), stakes)] if stakes else parts


def label(name: str) -> str:
    """Says how a text of a sheet is called: « Concept opératoire »."""
    column = BaliseVersion._meta.get_field(name)
    assert isinstance(column, Field)
    return str(capfirst(str(column.verbose_name)))


def _stakes(version: BaliseVersion) -> str:
    return ", ".join(stake["title"] for stake in version.stakes)
