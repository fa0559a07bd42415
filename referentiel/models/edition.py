"""Editions: numbered snapshots of the référentiel that never change, and the drafts that they are prepared in."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from referentiel.models.balise import Balise
from referentiel.models.history import HistoryEntry
from referentiel.models.immutable import Fixed
from texts.columns import PlainTextColumn, WordsColumn


class Edition(Fixed):
    """One edition. `contents` hold all that it says, so that it reads the same whatever becomes of other rows.

    `contents` are `Contents` of `referentiel/editions/contents.py`. `signatories` are names, one a person, with what
    they add to it. Only a signatory's erasure changes an edition (`commands/editions.py`): the name goes, and
    `removals` gets the day, as an ISO date.
    """

    may_change = frozenset({"signatories", "removals"})

    number = models.PositiveIntegerField(_("numéro"), unique=True)
    published_on = models.DateField(_("publiée le"))
    title = WordsColumn(_("titre"), max_length=150)
    signatories = models.JSONField(_("signataires"), default=list, blank=True)
    removals = models.JSONField(_("signataires retirés"), default=list, blank=True)
    contents = models.JSONField(_("contenu"))
    mark = models.CharField(_("empreinte"), max_length=64, editable=False)
    entry = models.OneToOneField(HistoryEntry, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("édition")
        verbose_name_plural = _("éditions")
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(number__gte=1), name="edition_number_from_one"
            ),
        ]

    def __str__(self) -> str:
        return gettext("Édition %(number)s") % {"number": self.number}

    def get_absolute_url(self) -> str:
        """Return the address of the edition, which is for good."""
        return reverse("referentiel:edition", args=[self.number])


class EditionDraft(models.Model):
    """An edition in preparation, which several people change. Its publication removes it.

    `version` counts its changes. `signatories` are one a line. The history holds none of its texts: names that are
    taken out of a draft are gone.
    """

    title = WordsColumn(_("titre"), max_length=150)
    foreword = PlainTextColumn(_("avant-propos"), max_length=6000, blank=True)
    signatories = PlainTextColumn(_("signataires"), max_length=6000, blank=True)
    licence = models.CharField(_("licence"), max_length=30)
    balises = models.ManyToManyField(
        Balise, verbose_name=_("balises"), related_name="drafts", blank=True
    )
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        verbose_name = _("projet d’édition")
        verbose_name_plural = _("projets d’édition")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of the page on which it is prepared."""
        return reverse("referentiel:edition-draft", args=[self.pk])

    @property
    def names(self) -> list[str]:
        """The signatories, one by one."""
        return self.signatories.splitlines()
