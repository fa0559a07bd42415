"""A card: a moment of a territory's trajectory."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from referentiel.models import Territory
from sessions.cards.kinds import kind_of
from sessions.models.ordering import sortable
from sessions.models.participant import Participant
from sessions.models.session import AtelierSession
from sessions.moments import MAX_LENGTH
from texts.columns import PlainTextColumn, WordsColumn


class TrajectoryCard(models.Model):
    """« D’où venons-nous, où en sommes-nous, où allons-nous. »"""

    session = models.ForeignKey(AtelierSession, models.CASCADE, related_name="cards")
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="+")
    author = models.ForeignKey(Participant, models.SET_NULL, null=True, related_name="cards")
    # Without choices: kinds are a list in code, and no migration. The command checks the key.
    kind = models.CharField(_("nature"), max_length=12)
    title = WordsColumn(_("titre"), max_length=120)
    text = PlainTextColumn(_("récit"), max_length=2000, blank=True)
    moment = WordsColumn(_("moment"), max_length=MAX_LENGTH, blank=True)
    year_from = models.PositiveSmallIntegerField(null=True, editable=False)
    year_to = models.PositiveSmallIntegerField(null=True, editable=False)
    organisation = WordsColumn(_("organisation concernée"), max_length=120, blank=True)
    is_example = models.BooleanField(_("exemple fictif"), default=False)
    carried_from = WordsColumn(
        _("reprise de la séance"), max_length=120, blank=True, editable=False
    )
    carried_on = models.DateField(null=True, editable=False)
    """Of a copy: what the séance was called that told it, and its day. They outlive that séance."""
    carried_card = models.PositiveBigIntegerField(null=True, editable=False)
    """Of a copy: the number of the card that was copied. Nothing is looked up by it."""
    hidden_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    edited_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("carte de trajectoire")
        verbose_name_plural = _("cartes de trajectoire")
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(year_from__isnull=True, year_to__isnull=True)
                | models.Q(year_from__lte=models.F("year_to")),
                name="card_years_in_order",
            ),
            models.UniqueConstraint(fields=["session", "carried_card"], name="card_carried_once"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_carried(self) -> bool:
        """Tells whether it was told in an earlier séance, and opened this one as a copy."""
        return self.carried_on is not None

    @property
    def told_in(self) -> tuple[str, date]:
        """Names the séance that told it, with its day. A copy that nobody has reworded was told earlier."""
        if self.carried_on is not None and self.edited_at is None:
            return self.carried_from, self.carried_on
        return self.session.title, self.session.held_on

    def is_of(self, seat: Participant) -> bool:
        """Tells whether this person may change it: its author, or anybody of the territory that a copy belongs to."""
        if self.is_carried:
            return self.territory_id == seat.territory_id
        return self.author_id == seat.pk

    @property
    def order(self) -> str:
        """Where the card stands in its frise: by year, then by age; undated roots first, horizons last."""
        year = kind_of(self.kind).order if self.year_from is None else self.year_from
        return f"{year:04d}-{sortable(self.pk)}"
