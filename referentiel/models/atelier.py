"""Ateliers of a season: each meets around a theme, with talks."""

from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from referentiel.models.dates import days_in_words, validate_near
from referentiel.models.season import Season
from texts.columns import PlainTextColumn, WordsColumn


class Atelier(models.Model):
    """One numbered meeting of a season. Days and place are empty where nobody wrote them down."""

    season = models.ForeignKey(
        Season, models.PROTECT, related_name="ateliers", verbose_name=_("saison")
    )
    number = models.PositiveSmallIntegerField(_("numéro"), validators=[MinValueValidator(1)])
    theme = WordsColumn(_("thème"), max_length=200)
    description = PlainTextColumn(_("présentation"), max_length=1000, blank=True)
    starts_on = models.DateField(
        _("premier jour"), null=True, blank=True, validators=[validate_near]
    )
    ends_on = models.DateField(_("dernier jour"), null=True, blank=True, validators=[validate_near])
    place = WordsColumn(_("lieu"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("atelier")
        verbose_name_plural = _("ateliers")
        ordering = ["season__number", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["season", "number"],
                name="atelier_number_once_a_season",
                violation_error_message=_("Cette saison a déjà un atelier de ce numéro."),
            ),
            models.CheckConstraint(
                condition=models.Q(number__gte=1), name="atelier_number_from_one"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(starts_on__isnull=False, ends_on__gte=models.F("starts_on")),
                name="atelier_ends_after_start",
                violation_error_message=_("L’atelier ne peut pas finir avant d’avoir commencé."),
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(season)s, atelier %(number)s") % {
            "season": self.season,
            "number": self.number,
        }

    def get_absolute_url(self) -> str:
        """Return the address of the atelier's page."""
        return reverse("referentiel:atelier", args=[self.season.number, self.number])

    @property
    def period(self) -> str:
        """Its days in words; empty when nobody wrote them down."""
        return days_in_words(self.starts_on, self.ends_on)


class Talk(models.Model):
    """What somebody presented in an atelier, to open its discussion."""

    atelier = models.ForeignKey(
        Atelier, models.PROTECT, related_name="talks", verbose_name=_("atelier")
    )
    title = WordsColumn(_("titre"), max_length=250)
    speakers = WordsColumn(_("intervenants"), max_length=250, blank=True)
    organisation = WordsColumn(_("organisation"), max_length=150, blank=True)
    duration_minutes = models.PositiveSmallIntegerField(
        _("durée (minutes)"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    is_filmed = models.BooleanField(_("filmée"), default=False)

    class Meta:
        verbose_name = _("intervention")
        verbose_name_plural = _("interventions")
        # The order of entry is the order of the source text.
        ordering = ["atelier__season__number", "atelier__number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["atelier", "title"],
                name="talk_title_once_an_atelier",
                violation_error_message=_("Cet atelier a déjà une intervention de ce titre."),
            ),
            models.CheckConstraint(
                condition=models.Q(duration_minutes__isnull=True)
                | models.Q(duration_minutes__gte=1),
                name="talk_duration_positive",
            ),
        ]

    def __str__(self) -> str:
        return self.title
