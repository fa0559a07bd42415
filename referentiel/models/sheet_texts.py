"""The texts of a sheet: of a version of a balise, and of an entry of a référentiel that is crossed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from texts.columns import NameColumn, PlainTextColumn

TEXTS = (
    "statement",
    "concept",
    "method",
    "relevance",
    "conditions",
    "illustrations",
    "counter_example",
)
"""The texts, in the order in which a sheet shows them."""


class SheetTexts(models.Model):
    """Has the columns of what a sheet says."""

    statement = NameColumn(_("formulation"), max_length=200)
    concept = PlainTextColumn(_("concept opératoire"), max_length=1500, blank=True)
    method = PlainTextColumn(_("méthode d’action"), max_length=1500, blank=True)
    relevance = PlainTextColumn(_("pourquoi c’est pertinent"), max_length=1500, blank=True)
    conditions = PlainTextColumn(_("conditions"), max_length=1500, blank=True)
    illustrations = PlainTextColumn(_("illustrations"), max_length=1500, blank=True)
    counter_example = PlainTextColumn(_("contre-exemple"), max_length=1500, blank=True)

    class Meta:
        abstract = True

    @property
    def texts(self) -> dict[str, str]:
        """Returns the texts by column."""
        return {name: getattr(self, name) for name in TEXTS}
