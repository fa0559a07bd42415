"""The history of the référentiel: what was changed, by whom, when and why."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from referentiel.models.immutable import Fixed
from texts.columns import WordsColumn


class HistoryEntry(Fixed):
    """One change of one row: « territory_changed », territory 12, {"name": ["Mené", "Le Mené"]}.

    `particulars` say, by field, what stood there before and what stands there since, as JSON values; rows that
    a field refers to are their ids. `account` is the number of the author's account, 0 for a script.
    Only an author's name is ever taken out (`commands/history.py`).
    """

    may_change = frozenset({"author"})

    at = models.DateTimeField(_("quand"), auto_now_add=True)
    author = WordsColumn(_("par"), max_length=150, blank=True)
    account = models.PositiveBigIntegerField(default=0, editable=False)
    why = WordsColumn(_("pourquoi"), max_length=300, blank=True)
    event = models.CharField(_("quoi"), max_length=40)
    noun = models.CharField(_("nature"), max_length=40)
    subject = models.CharField(_("fiche"), max_length=120)
    operation = models.UUIDField(null=True, unique=True, editable=False)
    """Of the form that a page sent: sent twice, it is one change. Changes that are safe to repeat have none."""
    particulars = models.JSONField(_("détails"), blank=True, default=dict)

    class Meta:
        verbose_name = _("entrée de l’historique")
        verbose_name_plural = _("historique")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["noun", "subject"], name="history_of_a_row")]

    def __str__(self) -> str:
        return f"{self.event} · {self.noun} {self.subject}"


def noun_of(row: models.Model | type[models.Model]) -> str:
    """Returns the name of its model: « territory », « season »."""
    name = row._meta.model_name
    assert name is not None
    return name
