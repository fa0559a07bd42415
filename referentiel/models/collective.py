"""Collectives: a territory in one season, with its guests and the role of each."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from referentiel.models.organisation import Organisation
from referentiel.models.season import Season
from referentiel.models.territory import Territory
from texts.columns import WordsColumn


class Collective(models.Model):
    """Keeps the people of one territory during one season, and the organisations that they invited."""

    season = models.ForeignKey(
        Season, verbose_name=_("saison"), on_delete=models.PROTECT, related_name="collectives"
    )
    territory = models.ForeignKey(
        Territory,
        verbose_name=_("territoire"),
        on_delete=models.PROTECT,
        related_name="collectives",
    )
    wording = WordsColumn(
        _("appellation"),
        max_length=150,
        blank=True,
        help_text=_(
            "Comment le collectif se nommait cette saison, si ce n’est pas le nom du territoire."
        ),
    )
    note = WordsColumn(_("précision"), max_length=300, blank=True)
    guests = models.ManyToManyField(
        Organisation,
        through="Guest",
        verbose_name=_("invités"),
        related_name="collectives",
        blank=True,
    )

    class Meta:
        verbose_name = _("collectif territorial")
        verbose_name_plural = _("collectifs territoriaux")
        # The order of entry is the order of the source text.
        ordering = ["season__number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["season", "territory"],
                name="collective_once_a_season",
                violation_error_message=_("Ce territoire a déjà un collectif dans cette saison."),
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(name)s, saison %(number)s") % {
            "name": self.name,
            "number": self.season.number,
        }

    def get_absolute_url(self) -> str:
        """Return the address of the page on which facilitators keep the collective."""
        return reverse("referentiel:collective", args=[self.season.number, self.territory.slug])

    @property
    def name(self) -> str:
        """Says how the collective is called in its season."""
        return self.wording or self.territory.name


class Guest(models.Model):
    """Keeps an organisation that a collective invited for its season, and what for."""

    collective = models.ForeignKey(
        Collective,
        models.CASCADE,
        related_name="invitations",
        verbose_name=_("collectif territorial"),
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="invitations",
        verbose_name=_("organisation"),
    )
    role = WordsColumn(
        _("rôle"),
        max_length=200,
        blank=True,
        help_text=_("À quel titre elle est là. Vide quand on ne sait pas."),
    )

    class Meta:
        verbose_name = _("invité")
        verbose_name_plural = _("invités")
        # The order of entry is the order of the source text.
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["collective", "organisation"],
                name="guest_once_a_collective",
                violation_error_message=_("Ce collectif a déjà invité cette organisation."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)
