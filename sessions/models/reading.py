"""A reading: one reader's tag of a card with a stake."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from referentiel.models import Stake
from sessions.models.card import TrajectoryCard
from sessions.models.participant import Participant
from texts.columns import WordsColumn


class StakeReading(models.Model):
    """How strongly a stake is at play in a card, for one reader, and why."""

    class Intensity(models.IntegerChoices):
        SLIGHT = 1, _("un peu")
        CLEAR = 2, _("nettement")
        STRONG = 3, _("fortement")

    card = models.ForeignKey(TrajectoryCard, models.CASCADE, related_name="readings")
    reader = models.ForeignKey(Participant, models.CASCADE, related_name="readings")
    stake = models.ForeignKey(Stake, models.PROTECT, related_name="+")
    read_as = WordsColumn(_("lu sous le nom"), max_length=40, blank=True, editable=False)
    """The short title that the stake had when it was read."""
    intensity = models.PositiveSmallIntegerField(_("intensité"), choices=Intensity.choices)
    reason = WordsColumn(_("en quoi"), max_length=280, blank=True)

    class Meta:
        verbose_name = _("lecture")
        verbose_name_plural = _("lectures")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["card", "reader", "stake"], name="reading_once"),
            models.CheckConstraint(
                condition=models.Q(intensity__range=(1, 3)), name="reading_intensity_1_to_3"
            ),
        )

    def __str__(self) -> str:
        return f"{self.stake} {self.intensity}/3"
