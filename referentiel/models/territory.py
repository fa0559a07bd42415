"""Territories: the peers who tell their trajectory."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from referentiel.models.one_name import OneName
from texts.columns import NameColumn, WordsColumn


class TerritoryKind(models.TextChoices):
    """Who carries the territory's project: the ateliers gather very different ones."""

    TOWN = "town", _("Commune")
    AGGLOMERATION = "agglomeration", _("Agglomération")
    METROPOLIS = "metropolis", _("Métropole")
    DEPARTMENT = "department", _("Département")
    REGION = "region", _("Région")
    SYNDICATE = "syndicate", _("Syndicat")
    ASSOCIATION = "association", _("Association ou quartier")
    UNIVERSITY = "university", _("Université")
    OTHER = "other", _("Autre collectif")


class Territory(OneName):
    """A peer territory, whatever the seasons it took part in."""

    name = NameColumn(_("nom"), max_length=120, unique=True)
    slug = models.SlugField(_("identifiant d’adresse"), max_length=120, unique=True)
    kind = models.CharField(_("nature"), max_length=20, choices=TerritoryKind)
    location = WordsColumn(_("lieu"), max_length=120, blank=True)
    population = models.PositiveIntegerField(
        _("habitants"), null=True, blank=True, help_text=_("Vide quand on ne sait pas.")
    )
    area_km2 = models.PositiveIntegerField(
        _("superficie (km²)"), null=True, blank=True, help_text=_("Vide quand on ne sait pas.")
    )
    is_example = models.BooleanField(_("exemple fictif"), default=False)
    description = WordsColumn(_("présentation"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("territoire")
        verbose_name_plural = _("territoires")
        # Slugs are plain ASCII: « Île » sorts under I on every database.
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=TerritoryKind.values), name="territory_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the territory's page."""
        return reverse("referentiel:territory", args=[self.slug])
