"""Organisations: members and guests of a collective, pilots of a season."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from referentiel.models.one_name import OneName
from texts.columns import NameColumn, WordsColumn


class ActorFamily(models.TextChoices):
    """The families of actors whose voices a session balances."""

    AUTHORITY = "authority", _("Collectivité (élus, agents)")
    OPERATOR = "operator", _("Opérateur économique")
    CITIZENS = "citizens", _("Habitants et associations")
    STATE = "state", _("État")
    RESEARCH = "research", _("Recherche")


class Organisation(OneName):
    """An organisation named by the ateliers.

    The référentiel itself decides on its family: the source gives none.
    """

    name = NameColumn(_("nom"), max_length=150, unique=True)
    slug = models.SlugField(_("identifiant d’adresse"), max_length=150, unique=True)
    family = models.CharField(_("famille d’acteurs"), max_length=20, choices=ActorFamily)
    description = WordsColumn(_("présentation"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        # Slugs are plain ASCII: « Île » sorts under I on every database.
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(family__in=ActorFamily.values), name="organisation_family_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name
