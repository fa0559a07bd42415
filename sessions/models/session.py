"""The séance: one live meeting of an atelier."""

import secrets
from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from referentiel.models import Atelier, Referentiel, Season, Territory
from referentiel.models.referentiel import default_referentiel
from sessions.models.facilitator import Facilitator
from texts.columns import WordsColumn

CODE_LENGTH = 8
CODE_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""No 0/O, 1/I/L: a code is read aloud and copied from the back of a hall."""


def new_code() -> str:
    """A code that nobody can guess: one of 31^8, about 8·10^11."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def new_screen_key() -> str:
    """The key in the projector's link. Whoever has the key may read the séance, and do nothing else."""
    return secrets.token_urlsafe(16)


def usual_time_zone() -> str:
    """The site's own."""
    return settings.TIME_ZONE


class AtelierSession(models.Model):
    """A séance. `last_seq` is the number of its last entry. The lock of this row puts all that happens in order."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("en préparation")
        OPEN = "open", _("ouverte")
        CLOSED = "closed", _("close")

    class Secrecy(models.TextChoices):
        NAMED = "named", _("nominale")
        ANONYMOUS = "anonymous", _("anonyme")

    code = models.CharField(_("code"), max_length=CODE_LENGTH, unique=True, default=new_code)
    title = WordsColumn(_("titre"), max_length=120)
    season = models.ForeignKey(
        Season, models.SET_NULL, null=True, blank=True, verbose_name=_("saison")
    )
    atelier = models.ForeignKey(
        Atelier,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("atelier"),
    )
    held_on = models.DateField(_("date"), default=date.today)
    time_zone = models.CharField(_("fuseau horaire"), max_length=40, default=usual_time_zone)
    """A name of the IANA list: every hour of the séance is shown and exported there."""
    territories = models.ManyToManyField(Territory, verbose_name=_("territoires"))
    facilitators = models.ManyToManyField(
        Facilitator, related_name="sessions", verbose_name=_("animation")
    )
    referentiel = models.ForeignKey(
        Referentiel,
        models.PROTECT,
        related_name="+",
        default=default_referentiel,
        verbose_name=_("référentiel"),
    )
    """Whose stakes the cards are read against. It never changes: readings stand on them."""
    secrecy = models.CharField(
        _("secret"), max_length=10, choices=Secrecy.choices, default=Secrecy.NAMED
    )
    status = models.CharField(
        _("état"), max_length=10, choices=Status.choices, default=Status.DRAFT
    )
    current_step = models.ForeignKey(
        "Step", models.SET_NULL, null=True, related_name="+", verbose_name=_("étape en cours")
    )
    discussion = models.ForeignKey(
        "Discussion", models.SET_NULL, null=True, related_name="+", editable=False
    )
    """The discussion that runs. Each command has read this row, so a reading asks nothing more while none runs."""
    screen_key = models.CharField(max_length=40, default=new_screen_key, editable=False)
    shows_voices = models.BooleanField(_("voix manquantes à l’écran"), default=False)
    """Whether the projector says whose voices are missing. Facilitators always see it."""
    is_example = models.BooleanField(_("séance de démonstration"), default=False)
    last_seq = models.PositiveBigIntegerField(default=0, editable=False)
    closed_stakes = models.JSONField(default=list, editable=False)
    """The stakes at the close, in their order: [{"key", "short_title", "title"}]. A closed séance keeps their names."""
    version = models.PositiveIntegerField(default=1, editable=False)
    """Of what the form « Modifier la séance » edits."""
    created_at = models.DateTimeField(auto_now_add=True)
    opened_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("séance")
        verbose_name_plural = _("séances")
        ordering = ("-held_on", "-id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(status__in=["draft", "open", "closed"]),
                name="session_status_known",
            ),
            models.CheckConstraint(
                condition=models.Q(secrecy__in=["named", "anonymous"]),
                name="session_secrecy_known",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("ateliers:room", args=[self.code])

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the place where the séance is held."""
        return ZoneInfo(self.time_zone)

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.OPEN

    @property
    def is_anonymous(self) -> bool:
        return self.secrecy == self.Secrecy.ANONYMOUS

    @property
    def spaced_code(self) -> str:
        """« ABCD EFGH »: easier to read aloud."""
        return f"{self.code[:4]} {self.code[4:]}"
