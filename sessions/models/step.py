"""A step: one part of a séance's agenda."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from sessions.models.clock import Clock
from sessions.models.session import AtelierSession
from sessions.steps import StepKind, kind_of
from texts.columns import WordsColumn


class Step(models.Model):
    """A title, an instruction, what it allows and shows (by its kind), a duration in minutes."""

    session = models.ForeignKey(AtelierSession, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField(_("position"))
    # Without choices: a kind is a folder that comes and goes, and no migration. The command checks it.
    kind_key = models.CharField(_("nature"), max_length=20)
    title = WordsColumn(_("titre"), max_length=60, blank=True)
    instruction = WordsColumn(_("consigne"), max_length=300)
    minutes = models.PositiveSmallIntegerField(_("durée en minutes"))
    settings = models.JSONField(_("réglages"), default=dict, blank=True)
    state = models.JSONField(default=dict, blank=True, editable=False)
    clock_ends_at = models.DateTimeField(null=True, editable=False)
    """While its clock runs (docs/decisions/0051-a-clock-ends-at-a-moment.md)."""
    clock_seconds = models.PositiveIntegerField(null=True, editable=False)
    """What is left while its clock stands."""

    class Meta:
        verbose_name = _("étape")
        verbose_name_plural = _("étapes")
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=["session", "position"], name="step_position_once"),
            models.CheckConstraint(
                condition=models.Q(clock_ends_at__isnull=True)
                | models.Q(clock_seconds__isnull=True),
                name="step_clock_runs_or_stands",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def kind(self) -> StepKind:
        return kind_of(self.kind_key)

    @property
    def name(self) -> str:
        """How people read it: its own title, or the name of its kind."""
        return self.title or str(self.kind.name)

    @property
    def clock(self) -> Clock:
        return Clock(self.clock_ends_at, self.clock_seconds)

    def setting(self, name: str) -> Any:
        """As the agenda set it, or its kind's default; None for a setting that the kind does not have."""
        return self.kind.read_settings(self.settings).get(name)
