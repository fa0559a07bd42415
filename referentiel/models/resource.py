"""Resources: what a season left to be read, seen or heard."""

from functools import partial
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.validators import MinValueValidator, URLValidator
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from referentiel.models.atelier import Atelier
from referentiel.models.season import Season, validate_month
from texts.columns import WordsColumn

_is_address = URLValidator(
    schemes=["http", "https"],
    message=_("Écrivez une adresse entière, qui commence par https://"),
)


def validate_link(link: str) -> None:
    """Accept an address of the web.

    Raises:
        ValidationError: it has another scheme, or an account in front of its host, which would hide the host.
    """
    _is_address(link)
    if "@" in urlsplit(link).netloc:
        raise ValidationError(_("Écrivez l’adresse sans compte ni mot de passe devant le site."))


class ResourceKind(models.TextChoices):
    """Names the kinds of resources that the ateliers have produced."""

    DOCUMENT = "document", _("Document")
    FILM = "film", _("Film")
    TEASER = "teaser", _("Bande-annonce")
    TALK = "talk", _("Intervention filmée")
    REFERENTIEL = "referentiel", _("Référentiel")
    SUBTITLES = "subtitles", _("Sous-titres")
    PICTURE = "picture", _("Image")


class ResourceAudience(models.TextChoices):
    """Says who may see a resource."""

    EVERYONE = "everyone", _("Tout le monde")
    SEASON = "season", _("Les participants de la saison, par son lien")
    FACILITATORS = "facilitators", _("L’animation seulement")


class Language(models.TextChoices):
    """Names the languages in which the ateliers have spoken or may speak."""

    FRENCH = "fr", _("Français")
    ENGLISH = "en", _("Anglais")
    GERMAN = "de", _("Allemand")
    SPANISH = "es", _("Espagnol")
    ITALIAN = "it", _("Italien")
    DUTCH = "nl", _("Néerlandais")
    PORTUGUESE = "pt", _("Portugais")


class Resource(models.Model):
    """Keeps a resource of a season: a description, and where its authors agree, a file, a link, or both.

    `file` is the random name under which the file is kept in MEDIA_ROOT, and `file_type` a key of
    `referentiel.file_types.TYPES`, read from the contents. A picture has a `preview` too, kept beside it, and says in
    `alternative` what it shows. Only commands fill the columns of the file.
    """

    season = models.ForeignKey(
        Season, verbose_name=_("saison"), on_delete=models.PROTECT, related_name="resources"
    )
    atelier = models.ForeignKey(
        Atelier,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="resources",
        verbose_name=_("atelier"),
    )
    title = WordsColumn(_("titre"), max_length=250)
    slug = models.SlugField(_("identifiant d’adresse"), max_length=100, unique=True)
    kind = models.CharField(_("nature"), max_length=20, choices=ResourceKind)
    authors = WordsColumn(_("auteurs"), max_length=250, blank=True)
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
    language = models.CharField(_("langue"), max_length=8, choices=Language, blank=True)
    licence = WordsColumn(_("licence"), max_length=100, blank=True)
    audience = models.CharField(
        _("qui peut la voir"),
        max_length=20,
        choices=ResourceAudience,
        default=ResourceAudience.EVERYONE,
    )
    link = models.CharField(_("lien"), max_length=500, blank=True, validators=[validate_link])
    note = WordsColumn(_("précision"), max_length=300, blank=True)
    before_season = models.BooleanField(_("partagée avant la saison"), default=False)
    """Whether it was shared to prepare the season; otherwise it came out of it."""
    file = models.CharField(max_length=40, blank=True, editable=False)
    file_name = WordsColumn(_("fichier"), max_length=150, blank=True, editable=False)
    file_type = models.CharField(max_length=10, blank=True, editable=False)
    file_size = models.PositiveIntegerField(null=True, editable=False)
    preview = models.CharField(max_length=40, blank=True, editable=False)
    width = models.PositiveIntegerField(null=True, editable=False)
    height = models.PositiveIntegerField(null=True, editable=False)
    alternative = WordsColumn(
        _("ce que montre l’image"),
        max_length=300,
        blank=True,
        help_text=_("Pour une image : une phrase, lue à qui ne la voit pas."),
    )

    class Meta:
        verbose_name = _("ressource")
        verbose_name_plural = _("ressources")
        # The order of entry is the order of the source text.
        ordering = ["season__number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["season", "title"],
                name="resource_title_once_a_season",
                violation_error_message=_("Cette saison a déjà une ressource de ce titre."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=ResourceKind.values), name="resource_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(audience__in=ResourceAudience.values),
                name="resource_audience_known",
            ),
            models.CheckConstraint(
                condition=models.Q(duration_minutes__isnull=True)
                | models.Q(duration_minutes__gte=1),
                name="resource_duration_positive",
            ),
            models.CheckConstraint(
                condition=models.Q(file="", file_name="", file_type="", file_size__isnull=True)
                | (
                    ~models.Q(file="")
                    & ~models.Q(file_name="")
                    & ~models.Q(file_type="")
                    & models.Q(file_size__isnull=False)
                ),
                name="resource_file_is_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(preview="", width__isnull=True, height__isnull=True)
                | (
                    ~models.Q(preview="")
                    & ~models.Q(file="")
                    & models.Q(width__isnull=False, height__isnull=False)
                ),
                name="resource_preview_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of the resource's page."""
        return reverse("referentiel:resource", args=[self.slug])

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete the row, and its file once that is certain."""
        names = self.names_on_disk
        deleted = super().delete(*args, **kwargs)
        for name in names:
            transaction.on_commit(partial(default_storage.delete, name))
        return deleted

    def clean(self) -> None:
        """Say when the atelier is of another season, or when a picture says nothing to those who do not see it."""
        super().clean()
        if self.is_picture and not self.alternative:
            raise ValidationError({"alternative": _("Dites en une phrase ce que montre l’image.")})
        if self.atelier is not None and self.atelier.season_id != self.season_id:
            raise ValidationError({"atelier": _("Cet atelier est d’une autre saison.")})

    @property
    def is_public(self) -> bool:
        """Tells whether everyone may see it."""
        return self.audience == ResourceAudience.EVERYONE

    @property
    def is_picture(self) -> bool:
        """Tells whether its file is a picture."""
        return bool(self.preview)

    @property
    def names_on_disk(self) -> list[str]:
        """Returns the names in MEDIA_ROOT of what is kept of its file."""
        return [name for name in (self.file, self.preview) if name]

    @property
    def host(self) -> str:
        """Returns the site that the link leads to."""
        return urlsplit(self.link).netloc
