"""The journal of a séance, and the memory of operations already answered."""

from typing import Any, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _

from sessions.models.session import AtelierSession


class Immutable(TypeError):
    """Something tried to change the journal."""


class JournalEntries(models.QuerySet["JournalEntry"]):
    """The journal only grows. An undo is a new entry."""

    def update(self, **values: Any) -> NoReturn:
        raise Immutable("the journal is never rewritten")

    def delete(self) -> NoReturn:
        raise Immutable("the journal is never shortened")


class JournalEntry(models.Model):
    """One thing that happened, a fact: « card_hidden, card 12 ». It holds neither contents nor anything about display.

    `noun` and `subject` say what it is about; a subject of 0 is not known. `particulars` holds what
    else belongs to the fact: ids, keys and numbers, never words, never what secrecy keeps back.
    `actor` is `participant:<id>`, `facilitator:<id>`, or empty where secrecy wants it.
    """

    session = models.ForeignKey(AtelierSession, models.CASCADE, related_name="journal")
    seq = models.PositiveBigIntegerField()
    event = models.CharField(max_length=40)
    actor = models.CharField(max_length=40, blank=True)
    noun = models.CharField(max_length=20, blank=True)
    subject = models.PositiveBigIntegerField(default=0)
    particulars = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now_add=True)

    objects = JournalEntries.as_manager()

    class Meta:
        verbose_name = _("entrée du journal")
        verbose_name_plural = _("journal")
        ordering = ("session", "seq")
        constraints = (models.UniqueConstraint(fields=["session", "seq"], name="journal_seq_once"),)

    def __str__(self) -> str:
        return f"{self.seq} {self.event}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise Immutable("the journal is never rewritten")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Immutable("the journal is never shortened")


class Operation(models.Model):
    """An operation id that was answered. The same operation, sent again, changes nothing and gets the same answer."""

    id = models.UUIDField(primary_key=True)
    session = models.ForeignKey(AtelierSession, models.CASCADE, null=True, related_name="+")
    fingerprint = models.CharField(max_length=64)
    answer = models.JSONField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("opération")
        verbose_name_plural = _("opérations")

    def __str__(self) -> str:
        return str(self.pk)
