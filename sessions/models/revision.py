"""Keeps what a change replaced, beside the journal: the journal never changes, but contents can be scrubbed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sessions.models.event import JournalEntry


class Revision(models.Model):
    """The contents of one noun before and after an entry of the journal.

    `before` is null where the entry made the noun, `after` where the entry deleted it; both are null
    once scrubbed. `subject` is the id of the noun; for a reading, the id of its card. Contents are those of
    `sessions/commands/contents.py`: people are there by number, never by name.
    """

    entry = models.OneToOneField(
        JournalEntry, models.CASCADE, primary_key=True, related_name="revision"
    )
    noun = models.CharField(max_length=20)
    subject = models.PositiveBigIntegerField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        verbose_name = _("révision")
        verbose_name_plural = _("révisions")
        ordering = ("entry",)

    def __str__(self) -> str:
        return f"{self.noun} {self.subject}"

    @property
    def is_scrubbed(self) -> bool:
        """Whether its texts were taken out."""
        return self.before is None and self.after is None
