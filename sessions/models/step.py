"""A step: one part of a séance's agenda."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sessions.models.session import AtelierSession
from sessions.steps import STEP_KINDS, StepKind
from texts.columns import WordsColumn


class Step(models.Model):
    """An instruction, what it allows (by its kind), a duration in minutes."""

    session = models.ForeignKey(AtelierSession, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField(_("position"))
    kind_key = models.CharField(
        _("nature"),
        max_length=20,
        choices=[(kind.key, kind.name) for kind in STEP_KINDS.values()],
    )
    instruction = WordsColumn(_("consigne"), max_length=300)
    minutes = models.PositiveSmallIntegerField(_("durée en minutes"))

    class Meta:
        verbose_name = _("étape")
        verbose_name_plural = _("étapes")
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=["session", "position"], name="step_position_once"),
        )

    def __str__(self) -> str:
        return str(self.kind.name)

    @property
    def kind(self) -> StepKind:
        return STEP_KINDS[self.kind_key]
