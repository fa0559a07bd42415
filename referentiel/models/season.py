"""Seasons: numbered runs of ateliers with a theme and dates."""

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from referentiel.models.dates import validate_near
from referentiel.models.organisation import Organisation
from texts.columns import PlainTextColumn, WordsColumn


def validate_month(day: date) -> None:
    """Accept a month only, written as its first day.

    Raises:
        ValidationError: the date is not the first day of a month, or is too far.
    """
    if day.day != 1:
        raise ValidationError(_("Indiquez le premier jour du mois : seul le mois compte."))
    validate_near(day)


class Season(models.Model):
    """A numbered run of ateliers.

    Dates have the precision of a month; a season without an end goes on.
    """

    number = models.PositiveSmallIntegerField(
        _("numéro"), unique=True, validators=[MinValueValidator(1)]
    )
    title = WordsColumn(_("titre"), max_length=120)
    theme = PlainTextColumn(_("thème"), max_length=500)
    starts_on = models.DateField(
        _("début"), validators=[validate_month], help_text=_("Premier jour du mois.")
    )
    ends_on = models.DateField(
        _("fin"),
        null=True,
        blank=True,
        validators=[validate_month],
        help_text=_("Premier jour du dernier mois."),
    )
    pilots = models.ManyToManyField(
        Organisation, verbose_name=_("copilotes"), related_name="piloted_seasons", blank=True
    )
    link_number = models.PositiveIntegerField(default=1, editable=False)
    """Counts the links of the participants. The next number makes a new link, and the one before opens nothing."""

    class Meta:
        verbose_name = _("saison")
        verbose_name_plural = _("saisons")
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(number__gte=1), name="season_number_from_one"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="season_ends_after_start",
                violation_error_message=_("La saison ne peut pas finir avant d’avoir commencé."),
            ),
        ]

    def __str__(self) -> str:
        return gettext("Saison %(number)s") % {"number": self.number}

    def get_absolute_url(self) -> str:
        """Return the address of the season's page."""
        return reverse("referentiel:season", args=[self.number])

    def is_fictive(self) -> bool:
        """Tells whether all its territories are invented (1 query). A season without any is not."""
        kinds = set(self.collectives.order_by().values_list("territory__is_example", flat=True))
        return kinds == {True}

    @property
    def link_key(self) -> str:
        """The secret in the link of the season's participants. No row holds it, so no copy of the database does."""
        of = f"{self.pk}.{self.link_number}"
        return salted_hmac("referentiel.season-link", of, algorithm="sha256").hexdigest()[:32]

    @property
    def period(self) -> str:
        """The dates in words, such as « de septembre 2018 à mars 2019 »."""
        months = {"start": date_format(self.starts_on, "F Y")}
        if self.ends_on is None:
            return gettext("depuis %(start)s") % months
        months["end"] = date_format(self.ends_on, "F Y")
        if months["start"][0].lower() in "ao":
            return gettext("d’%(start)s à %(end)s") % months
        return gettext("de %(start)s à %(end)s") % months
