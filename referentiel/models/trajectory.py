"""Trajectories that a territory has published: copied by value, so that they outlive their séance."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from referentiel.models.immutable import Fixed
from referentiel.models.season import Season
from referentiel.models.territory import Territory
from texts.columns import PlainTextColumn, WordsColumn


class PublishedTrajectory(models.Model):
    """Keeps what a territory told in one séance, made public with its agreement. Withdrawing it removes the row.

    `origin` says which séance and which territory, and is unique: what is published twice is one. `agreed_by` is for
    those who lead; neither the page nor the history says it, so that it goes for good with the row.
    """

    territory = models.ForeignKey(
        Territory, models.PROTECT, related_name="trajectories", verbose_name=_("territoire")
    )
    season = models.ForeignKey(
        Season,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="trajectories",
        verbose_name=_("saison"),
    )
    origin = models.CharField(_("origine"), max_length=120, unique=True)
    session_title = WordsColumn(_("séance"), max_length=120)
    held_on = models.DateField(_("date"))
    agreed_by = WordsColumn(_("qui a donné l’accord"), max_length=150)
    agreed_on = models.DateField(_("date de l’accord"))
    is_example = models.BooleanField(_("exemple fictif"), default=False)
    published_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("trajectoire publiée")
        verbose_name_plural = _("trajectoires publiées")
        ordering = ["-held_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.territory}, {self.session_title}"


class PublishedCard(Fixed):
    """Keeps one card of a published trajectory. It holds no name of a participant, and never changes.

    `told_in` and `told_on` say in which séance it was told: a trajectory goes on from one séance to the next.
    `readings` are the means of its double reading by stake, under the names of that day.
    """

    trajectory = models.ForeignKey(PublishedTrajectory, models.CASCADE, related_name="cards")
    position = models.PositiveSmallIntegerField(_("rang"))
    kind = models.CharField(_("nature"), max_length=12)
    kind_label = WordsColumn(_("nature en toutes lettres"), max_length=40)
    title = WordsColumn(_("titre"), max_length=120)
    text = PlainTextColumn(_("récit"), max_length=2000, blank=True)
    moment = WordsColumn(_("moment"), max_length=60, blank=True)
    told_in = WordsColumn(_("dite pendant la séance"), max_length=120)
    told_on = models.DateField(_("dite le"))
    readings = models.JSONField(_("lectures"), default=list, blank=True)

    class Meta:
        verbose_name = _("carte publiée")
        verbose_name_plural = _("cartes publiées")
        ordering = ["trajectory", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["trajectory", "position"], name="published_card_position_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title
