"""The history of the référentiel: what was changed, by whom, when and why."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from texts.columns import WordsColumn


class Immutable(Exception):
    """An entry of the history is neither changed nor removed."""


class Entries(models.QuerySet["HistoryEntry"]):
    """Entries are added and read. Only an author's name is ever taken out (`commands/history.py`)."""

    def update(self, **changed: Any) -> int:
        """Raises Immutable, but for the names of authors."""
        if changed.keys() != {"author"}:
            raise Immutable
        return super().update(**changed)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Raises Immutable."""
        raise Immutable


class HistoryEntry(models.Model):
    """One change of one row: « territory_changed », territory 12, {"name": ["Mené", "Le Mené"]}.

    `particulars` say, by field, what stood there before and what stands there since, as JSON values; rows that
    a field refers to are their ids. `account` is the number of the author's account, 0 for a script.
    """

    at = models.DateTimeField(_("quand"), auto_now_add=True)
    author = WordsColumn(_("par"), max_length=150, blank=True)
    account = models.PositiveBigIntegerField(default=0, editable=False)
    why = WordsColumn(_("pourquoi"), max_length=300, blank=True)
    event = models.CharField(_("quoi"), max_length=40)
    noun = models.CharField(_("nature"), max_length=40)
    subject = models.CharField(_("fiche"), max_length=120)
    particulars = models.JSONField(_("détails"), blank=True, default=dict)

    objects = Entries.as_manager()

    class Meta:
        verbose_name = _("entrée de l’historique")
        verbose_name_plural = _("historique")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["noun", "subject"], name="history_of_a_row")]

    def __str__(self) -> str:
        return f"{self.event} · {self.noun} {self.subject}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises Immutable for an entry that is kept already."""
        if not self._state.adding:
            raise Immutable
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> tuple[int, dict[str, int]]:
        """Raises Immutable."""
        raise Immutable
