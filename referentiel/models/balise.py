"""Balises: markers worded as infinitives, drawn from trajectories, kept through all their versions."""

from collections.abc import Mapping

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from referentiel.models.history import HistoryEntry
from referentiel.models.immutable import Fixed
from referentiel.models.sheet_texts import SheetTexts
from referentiel.models.stake import Stake
from texts.columns import NameColumn


class BaliseState(models.TextChoices):
    """Says where a balise stands in its life."""

    EMERGING = "emergente", _("Émergente")
    DISCUSSED = "discutee", _("Discutée")
    CONSENTED = "consentie", _("Consentie")
    TESTED = "eprouvee", _("Éprouvée")
    AMENDED = "amendee", _("Amendée")
    RETIRED = "retiree", _("Retirée")


LIFE: Mapping[BaliseState, frozenset[BaliseState]] = {
    BaliseState.EMERGING: frozenset(
        {BaliseState.DISCUSSED, BaliseState.CONSENTED, BaliseState.RETIRED}
    ),
    BaliseState.DISCUSSED: frozenset({BaliseState.CONSENTED, BaliseState.RETIRED}),
    BaliseState.CONSENTED: frozenset(
        {BaliseState.TESTED, BaliseState.AMENDED, BaliseState.RETIRED}
    ),
    BaliseState.TESTED: frozenset({BaliseState.AMENDED, BaliseState.RETIRED}),
    BaliseState.AMENDED: frozenset(
        {BaliseState.CONSENTED, BaliseState.TESTED, BaliseState.RETIRED}
    ),
    BaliseState.RETIRED: frozenset(),
}
"""The moves of a life. A group may consent at once; an amended balise is put to the test again."""


class Balise(models.Model):
    """Keeps a balise. What it says is in its versions; `statement` is that of the last one, to list it without them.

    A balise that was merged into another one, or that another one replaces, leads to it: `heir`. A balise that was
    split off leads to where it comes from: `split_from`.
    """

    slug = models.SlugField(_("identifiant d’adresse"), max_length=120, unique=True)
    statement = NameColumn(_("formulation"), max_length=200)
    state = models.CharField(
        _("état"), max_length=10, choices=BaliseState, default=BaliseState.EMERGING
    )
    heir = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        verbose_name=_("réunie à"),
    )
    split_from = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("tirée de"),
    )
    is_example = models.BooleanField(_("exemple fictif"), default=False)

    class Meta:
        verbose_name = _("balise")
        verbose_name_plural = _("balises")
        # In the order in which they were taken into the référentiel.
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=BaliseState.values), name="balise_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(heir__isnull=True) | ~models.Q(heir=models.F("pk")),
                name="balise_is_not_its_own_heir",
            ),
        ]

    def __str__(self) -> str:
        return self.statement

    def get_absolute_url(self) -> str:
        """Return the address of the sheet, which never breaks: a merged balise leads on to its heir."""
        return reverse("referentiel:balise", args=[self.slug])

    @property
    def is_merged(self) -> bool:
        """Tells whether another balise goes on in its place."""
        return self.heir_id is not None

    @property
    def next_states(self) -> list[BaliseState]:
        """Returns the states that its life allows next, in the order of a life."""
        return [state for state in BaliseState if state in LIFE[BaliseState(self.state)]]


class BaliseVersion(SheetTexts, Fixed):
    """Keeps what a balise said from one moment on. Versions are numbered from 1, and are never changed.

    `stakes` are those of its time, as [{"key", "title"}]: a stake that is renamed later keeps its old name here.
    Who wrote it, when and why is in its entry of the history.
    """

    balise = models.ForeignKey(Balise, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    stakes = models.JSONField(_("enjeux"), default=list, blank=True)
    entry = models.OneToOneField(HistoryEntry, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("version d’une balise")
        verbose_name_plural = _("versions des balises")
        ordering = ["balise", "number"]
        constraints = [
            models.UniqueConstraint(fields=["balise", "number"], name="balise_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.statement} · {self.number}"


def of_their_time(stakes: "models.QuerySet[Stake]") -> list[dict[str, str]]:
    """Returns stakes as a version keeps them."""
    return [{"key": stake.key, "title": stake.short_title} for stake in stakes]
