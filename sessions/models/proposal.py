"""A balise being worded in a séance, with the cards it comes from."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sessions.models.card import TrajectoryCard
from sessions.models.ordering import sortable
from sessions.models.participant import Participant
from sessions.models.session import AtelierSession
from sessions.models.trial import Trial
from texts.columns import NameColumn


class Proposal(models.Model):
    """A « balise émergente »: an infinitive, drawn from cards.

    One that `amends` a balise put to the test is an amendment: consented to, it becomes the next version of it.
    """

    session = models.ForeignKey(AtelierSession, models.CASCADE, related_name="proposals")
    author = models.ForeignKey(Participant, models.SET_NULL, null=True, related_name="+")
    statement = NameColumn(_("formulation"), max_length=200)
    # PROTECT through an explicit rule: `delete_card` refuses a card that a balise comes from.
    cards = models.ManyToManyField(TrajectoryCard, related_name="proposals")
    supporters = models.ManyToManyField(Participant, through="Support", related_name="+")
    is_example = models.BooleanField(_("exemple fictif"), default=False)
    remembered = models.SlugField(_("au référentiel"), max_length=120, blank=True, editable=False)
    """The address of the balise that the référentiel made of it; blank while it was not taken."""
    # RESTRICT: both go with their séance, and `choose_trials` says why a balise with an amendment stays.
    amends = models.ForeignKey(
        Trial,
        models.RESTRICT,
        null=True,
        related_name="amendments",
        verbose_name=_("amende"),
        editable=False,
    )
    remembered_version = models.PositiveIntegerField(
        _("version au référentiel"), null=True, editable=False
    )
    """Of an amendment: the version of its balise that it became; None while it was not taken."""
    hidden_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    edited_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("balise émergente")
        verbose_name_plural = _("balises émergentes")
        ordering = ("id",)

    def __str__(self) -> str:
        return self.statement

    def is_of(self, seat: Participant) -> bool:
        """Tells whether this person may change it: its author."""
        return self.author_id == seat.pk

    @property
    def order(self) -> str:
        """Balises stand in the order in which they were worded."""
        return sortable(self.pk)


class Support(models.Model):
    """One participant's support of one emerging balise."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="supports")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="supports")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["proposal", "participant"], name="support_once"),
        )

    def __str__(self) -> str:
        return f"{self.participant} → {self.proposal}"
