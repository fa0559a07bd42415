"""Référentiels of others, taken in by value so that they can be crossed, and files that somebody is about to import."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from referentiel.models.balise import Balise
from referentiel.models.history import HistoryEntry
from referentiel.models.immutable import Fixed
from referentiel.models.sheet_texts import SheetTexts
from texts.columns import PlainTextColumn, WordsColumn


class ImportedReferentiel(Fixed):
    """Keeps a référentiel as it was given to us. `note` says where it comes from, and what may be done with it.

    One that `is_own` holds the balises of this site, as they were on the day when they were to be crossed.
    """

    may_go = True

    title = WordsColumn(_("nom du référentiel"), max_length=120)
    note = PlainTextColumn(_("d’où il vient"), max_length=1000, blank=True)
    is_own = models.BooleanField(_("balises de ce site"), default=False)
    is_example = models.BooleanField(_("exemple fictif"), default=False)

    class Meta:
        verbose_name = _("référentiel importé")
        verbose_name_plural = _("référentiels importés")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of its entries, for those who cross it."""
        return reverse("referentiel:imported", args=[self.pk])


class ImportedEntry(SheetTexts, Fixed):
    """Keeps one entry of an imported référentiel, as its file said it. `stakes` are the words of its own stakes.

    `balise` is set where the référentiel is this site's own. The same entry of the history, which says who imported
    it and when, is that of all lines that were imported together.
    """

    may_go = True

    referentiel = models.ForeignKey(ImportedReferentiel, models.PROTECT, related_name="entries")
    file_name = WordsColumn(_("fichier"), max_length=160, blank=True)
    line = models.PositiveIntegerField(_("ligne"))
    stakes = models.JSONField(_("enjeux"), default=list, blank=True)
    balise = models.ForeignKey(Balise, models.PROTECT, null=True, blank=True, related_name="+")
    entry = models.ForeignKey(HistoryEntry, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("entrée importée")
        verbose_name_plural = _("entrées importées")
        # As they came: file by file, line by line.
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.statement

    @property
    def place(self) -> str:
        """Says where it stood: « enjeux.csv, ligne 4 »; of a balise of this site, what it is."""
        if self.balise_id:
            return gettext("balise de ce site")
        line = gettext("ligne %(line)s") % {"line": self.line}
        return f"{self.file_name}, {line}" if self.file_name else line


class ImportDraft(models.Model):
    """Keeps a file that was read, from its preview to its import. It belongs to one account, and expires.

    `lines` are `Line` as JSON. `referentiel` is set when its lines are to be added to one that is here already.
    `confirmation` is the operation of the import: whoever confirms twice, on however many pages, imports once.
    """

    account = models.PositiveBigIntegerField(editable=False)
    operation = models.UUIDField(null=True, unique=True, editable=False)
    confirmation = models.UUIDField(unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    title = WordsColumn(_("nom du référentiel"), max_length=120)
    note = PlainTextColumn(_("d’où il vient"), max_length=1000, blank=True)
    file_name = WordsColumn(_("fichier"), max_length=160, blank=True)
    is_example = models.BooleanField(_("exemple fictif"), default=False)
    referentiel = models.ForeignKey(
        ImportedReferentiel, models.CASCADE, null=True, blank=True, related_name="+"
    )
    lines = models.JSONField(default=list)
    passed_over = models.JSONField(default=list)

    class Meta:
        verbose_name = _("import en préparation")
        verbose_name_plural = _("imports en préparation")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of its preview."""
        return reverse("referentiel:import-preview", args=[self.pk])
