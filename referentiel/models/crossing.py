"""Crossing two référentiels: what was decided of their entries, and the stakes that come out (docs/domain.md)."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from referentiel.models.balise import Balise
from referentiel.models.history import HistoryEntry
from referentiel.models.imported import ImportedEntry, ImportedReferentiel
from referentiel.models.referentiel import Referentiel
from referentiel.models.sheet_texts import SheetTexts
from referentiel.models.stake import Stake
from texts.columns import WordsColumn


class Crossing(models.Model):
    """Keeps two référentiels that facilitators set side by side.

    It is closed once its result is made: from then on, nothing in it changes.
    """

    title = WordsColumn(_("titre"), max_length=100)
    left = models.ForeignKey(
        ImportedReferentiel, models.PROTECT, related_name="+", verbose_name=_("premier référentiel")
    )
    right = models.ForeignKey(
        ImportedReferentiel, models.PROTECT, related_name="+", verbose_name=_("second référentiel")
    )
    result = models.OneToOneField(
        Referentiel, models.PROTECT, null=True, blank=True, related_name="crossing", editable=False
    )
    closed_on = models.DateField(_("abouti le"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("croisement")
        verbose_name_plural = _("croisements")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(left=models.F("right")), name="crossing_has_two_sides"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return its address: where it is worked on, and then its result, for everyone."""
        return reverse("referentiel:crossing", args=[self.pk])

    @property
    def is_closed(self) -> bool:
        """Tells whether its result is made."""
        return self.result_id is not None

    @property
    def is_example(self) -> bool:
        """Tells whether one of the two is fictive, which its result then is too."""
        return bool(self.left.is_example or self.right.is_example)


class NamedStake(models.Model):
    """Keeps a stake that comes out of a crossing. Its result makes a stake of a référentiel from it: `stake`.

    `version` grows with each change: a form that was drawn for another one shows both texts.
    """

    crossing = models.ForeignKey(Crossing, models.CASCADE, related_name="named_stakes")
    position = models.PositiveIntegerField(_("rang"), default=1)
    short_title = WordsColumn(_("titre court"), max_length=40)
    title = WordsColumn(_("intitulé"), max_length=250)
    version = models.PositiveIntegerField(default=1, editable=False)
    stake = models.OneToOneField(
        Stake, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("enjeu nommé")
        verbose_name_plural = _("enjeux nommés")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["crossing", "short_title"], name="named_stake_once"),
        ]

    def __str__(self) -> str:
        return self.short_title


class DecisionKind(models.TextChoices):
    """Says what two entries, or more, are to each other."""

    LINK = "link", _("Relier")
    MERGE = "merge", _("Fondre")
    APART = "apart", _("Garder à part")


class Decision(SheetTexts):
    """Keeps what facilitators decided of some entries.

    Linked, they say the same of different worlds: each becomes a balise, which leads to the others. Merged, they become
    one balise, whose wording is here. Kept apart, one entry becomes a balise of its own; then, as for linked ones, the
    texts here are empty. `entry` is that of its last change: who, when, why.
    """

    crossing = models.ForeignKey(Crossing, models.CASCADE, related_name="decisions")
    kind = models.CharField(_("décision"), max_length=10, choices=DecisionKind)
    stake = models.ForeignKey(
        NamedStake, models.SET_NULL, null=True, blank=True, related_name="decisions"
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    entry = models.ForeignKey(HistoryEntry, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("décision d’un croisement")
        verbose_name_plural = _("décisions d’un croisement")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.statement or self.get_kind_display()


class DecidedEntry(models.Model):
    """Keeps one entry in a decision. The database refuses a second decision about it in the same crossing.

    `balise` is what the result made of it.
    """

    crossing = models.ForeignKey(Crossing, models.CASCADE, related_name="+")
    decision = models.ForeignKey(Decision, models.CASCADE, related_name="members")
    entry = models.ForeignKey(ImportedEntry, models.PROTECT, related_name="+")
    balise = models.ForeignKey(Balise, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("entrée décidée")
        verbose_name_plural = _("entrées décidées")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["crossing", "entry"], name="entry_decided_once"),
        ]

    def __str__(self) -> str:
        return str(self.entry)
