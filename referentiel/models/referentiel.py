"""A référentiel: the stakes that some territories read their trajectories against."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from referentiel.models.one_name import OneName
from texts.columns import NameColumn, WordsColumn

if TYPE_CHECKING:
    from referentiel.models.stake import Stake

DEFAULT_SLUG, DEFAULT_NAME = "villes-pairs", "Référentiel Villes pairs"
"""The référentiel of the source, whose four stakes are the default."""


class Referentiel(OneName):
    """A référentiel has stakes of its own. Balises are common to all of them."""

    name = NameColumn(_("nom"), max_length=120, unique=True)
    slug = models.SlugField(_("identifiant d’adresse"), max_length=120, unique=True)
    description = WordsColumn(_("présentation"), max_length=300, blank=True)
    is_example = models.BooleanField(_("exemple fictif"), default=False)

    class Meta:
        verbose_name = _("référentiel")
        verbose_name_plural = _("référentiels")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the référentiel's page."""
        return reverse("referentiel:referentiel", args=[self.slug])

    @property
    def offered(self) -> "Sequence[Stake]":
        """Returns its stakes that are not retired, in their order (1 query where they are not fetched yet)."""
        return [stake for stake in self.stakes.all() if not stake.is_retired]

    @property
    def is_default(self) -> bool:
        """Tells whether this is the référentiel of the source."""
        return self.slug == DEFAULT_SLUG


def default_referentiel() -> int:
    """Returns the number of the default référentiel, and adds its row to a database that was emptied."""
    row, _added = Referentiel.objects.get_or_create(
        slug=DEFAULT_SLUG, defaults={"name": DEFAULT_NAME}
    )
    return row.pk
