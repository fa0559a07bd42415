"""Resources: what a season left to be read, seen or heard."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from referentiel.models.season import Season, validate_month
from texts.columns import WordsColumn


class ResourceKind(models.TextChoices):
    """The kinds of resources that the ateliers have produced."""

    DOCUMENT = "document", _("Document")
    FILM = "film", _("Film")
    TEASER = "teaser", _("Bande-annonce")
    TALK = "talk", _("Intervention filmée")
    REFERENTIEL = "referentiel", _("Référentiel")


class Resource(models.Model):
    """A resource of a season. Only its description is held: neither file nor link."""

    season = models.ForeignKey(
        Season, verbose_name=_("saison"), on_delete=models.PROTECT, related_name="resources"
    )
    title = WordsColumn(_("titre"), max_length=250)
    slug = models.SlugField(_("identifiant d’adresse"), max_length=100, unique=True)
    kind = models.CharField(_("nature"), max_length=20, choices=ResourceKind)
    speakers = WordsColumn(_("avec"), max_length=250, blank=True)
    duration_minutes = models.PositiveSmallIntegerField(
        _("durée (minutes)"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    published_on = models.DateField(
        _("date"),
        null=True,
        blank=True,
        validators=[validate_month],
        help_text=_("Premier jour du mois."),
    )
    note = WordsColumn(_("précision"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("ressource")
        verbose_name_plural = _("ressources")
        # The order of entry is the order of the source text.
        ordering = ["season__number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["season", "title"], name="resource_title_once_a_season"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=ResourceKind.values), name="resource_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(duration_minutes__isnull=True)
                | models.Q(duration_minutes__gte=1),
                name="resource_duration_positive",
            ),
        ]

    def __str__(self) -> str:
        return self.title
