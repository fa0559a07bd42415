"""A balise being worded in a séance, with the cards it comes from."""

from collections.abc import Mapping

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from sessions.models.card import TrajectoryCard
from sessions.models.ordering import sortable
from sessions.models.participant import Participant
from sessions.models.session import AtelierSession
from sessions.models.trial import Trial
from texts.columns import NameColumn, PlainTextColumn

TEXTS = ("statement", "concept", "method", "conditions", "counter_example")
"""The texts of a proposal, in the order in which people read them. A sheet has them under the same names."""

LIVING = models.Q(heir__isnull=True)
"""Proposals that were not merged into another one."""
IN_SIGHT = LIVING & models.Q(hidden_at__isnull=True)
"""Proposals that everybody in the room sees."""


class Proposal(models.Model):
    """A « balise émergente »: an infinitive, drawn from cards.

    One that was `merged_into` another one keeps all that it had; its `heir`, the living one at the end of that way,
    shows the evidence and the supports of both. So each piece of evidence has one row, and one living proposal.

    One that `amends` a balise put to the test is an amendment: consented to, it becomes the next version of it.
    """

    session = models.ForeignKey(AtelierSession, models.CASCADE, related_name="proposals")
    author = models.ForeignKey(Participant, models.SET_NULL, null=True, related_name="+")
    statement = NameColumn(_("formulation"), max_length=200)
    concept = PlainTextColumn(_("concept opératoire"), max_length=1500, blank=True)
    method = PlainTextColumn(_("méthode d’action"), max_length=1500, blank=True)
    conditions = PlainTextColumn(_("conditions"), max_length=1500, blank=True)
    counter_example = PlainTextColumn(_("contre-exemple"), max_length=1500, blank=True)
    is_shared = models.BooleanField(_("à plusieurs"), default=True)
    """Whether everybody in the room may write on it, or its author alone."""
    # PROTECT through an explicit rule: `delete_card` refuses a card that a balise comes from.
    cards = models.ManyToManyField(TrajectoryCard, related_name="proposals")
    # By value: no row of a reading, so that nothing here tells who read.
    readings = models.JSONField(_("lectures"), default=list, blank=True)
    """The stakes of its cards that it draws on, as [{"card": 12, "stake": "cooperation"}]."""
    # RESTRICT: they go with their séance alone.
    merged_into = models.ForeignKey(
        "self",
        models.RESTRICT,
        null=True,
        related_name="merged",
        verbose_name=_("réunie à"),
        editable=False,
    )
    heir = models.ForeignKey(
        "self", models.RESTRICT, null=True, related_name="ancestors", editable=False
    )
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

    @property
    def texts(self) -> Mapping[str, str]:
        """Returns the texts by column."""
        return {name: getattr(self, name) for name in TEXTS}

    def is_of(self, seat: Participant) -> bool:
        """Tells whether this person may change it: its author, and everybody when it is shared."""
        return self.is_shared or self.author_id == seat.pk

    @property
    def order(self) -> str:
        """Balises stand in the order in which they were worded."""
        return sortable(self.pk)


def text_label(name: str) -> str:
    """Says how a text of a proposal is called: « Concept opératoire »."""
    column = Proposal._meta.get_field(name)
    assert isinstance(column, models.Field)
    return str(capfirst(str(column.verbose_name)))


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
