"""What the search finds: one entry for each thing of the référentiel that has a place to be read."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

BAR = "|"


class SearchNoun(models.TextChoices):
    """Names what is found, in the order of the results. A card is one noun for its reader, whatever page shows it."""

    BALISE = "balise", _("Balise")
    CARD = "card", _("Carte de trajectoire")
    PUBLISHED_CARD = "published_card", _("Carte de trajectoire")
    TERRITORY = "territory", _("Territoire")
    SEASON = "season", _("Saison")
    RESOURCE = "resource", _("Ressource")


class SearchEntry(models.Model):
    """Keeps a copy of what one public row says, made by `commands/indexing.py` alone: it can be made again at any time.

    `stakes`, `territories` (slugs), `seasons` (numbers) and `kinds` (of territories) are keys between bars, such as
    « |lens|smicval| ». `words` and `title_words` are folded words and their stems (texts/stems.py). The database has
    an index of `words` that Django does not know: docs/decisions/0038-one-search-on-both-databases.md.
    """

    noun = models.CharField(_("nature"), max_length=20, choices=SearchNoun)
    subject = models.PositiveBigIntegerField(_("fiche"))
    address = models.CharField(_("adresse"), max_length=300)
    title = models.CharField(_("titre"), max_length=300)
    body = models.TextField(_("texte"), blank=True)
    stakes = models.TextField(_("enjeux"), blank=True)
    territories = models.TextField(_("territoires"), blank=True)
    seasons = models.TextField(_("saisons"), blank=True)
    kinds = models.TextField(_("natures des territoires"), blank=True)
    state = models.CharField(_("état"), max_length=10, blank=True)
    is_example = models.BooleanField(_("exemple fictif"), default=False)
    title_words = models.TextField(blank=True)
    words = models.TextField(blank=True)

    class Meta:
        verbose_name = _("entrée de la recherche")
        verbose_name_plural = _("entrées de la recherche")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["noun", "subject"], name="search_entry_once"),
        ]

    def __str__(self) -> str:
        return self.title


def between_bars(keys: Iterable[object]) -> str:
    """Joins keys as a column of an entry holds them, each once and sorted."""
    found = sorted({str(key) for key in keys})
    return f"{BAR}{BAR.join(found)}{BAR}" if found else ""


def from_bars(column: str) -> list[str]:
    """Reads the keys that a column of an entry holds."""
    return [key for key in column.split(BAR) if key]
