"""A vote on the emerging balises, and its ballots."""

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from referentiel.models import Territory
from sessions.models.participant import Participant
from sessions.models.proposal import Proposal
from sessions.models.session import AtelierSession
from sessions.voting import Method, method_of
from texts.columns import NameColumn, NameKeyColumn


class Poll(models.Model):
    """A vote. Its options are fixed when it opens. Its tally leaves the server only once the vote is revealed."""

    class State(models.TextChoices):
        OPEN = "open", _("ouvert")
        CLOSED = "closed", _("clos")
        REVEALED = "revealed", _("dévoilé")

    session = models.ForeignKey(AtelierSession, models.CASCADE, related_name="polls")
    proposals = models.ManyToManyField(Proposal, related_name="polls")
    method_key = models.CharField(_("façon de voter"), max_length=20)
    settings = models.JSONField(_("réglages"), blank=True, default=dict)
    course = models.JSONField(_("déroulement"), blank=True, default=dict, editable=False)
    """What the method keeps of how the vote goes on: its moment, what became of its objections."""
    before = models.OneToOneField(
        "self",
        models.CASCADE,
        null=True,
        related_name="after",
        verbose_name=_("tour précédent"),
        editable=False,
    )
    """The round before: a vote on the same balise, reworded since, whose ballots this one does not count."""
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, editable=False)
    revealed_at = models.DateTimeField(null=True, editable=False)
    attendance = models.JSONField(null=True, editable=False)
    """Who could vote, who was there, who voted, frozen at the close (`sessions/queries/attendance.py`).

    None while the vote is open, and for votes that were closed before this was counted.
    """

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["session"],
                condition=~models.Q(state="revealed"),
                name="poll_one_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.session} · {self.get_state_display()}"

    @property
    def method(self) -> Method:
        """How people vote. For a key that nobody knows, this is a method that takes no ballot."""
        return method_of(self.method_key)

    @property
    def rules(self) -> dict[str, Any]:
        """Every setting of the method, with the values that this vote was opened with."""
        return self.method.read_settings(self.settings)


class Ballot(models.Model):
    """What one voter said: `{"<proposal id>": value}`, where the value is the method's own.

    `voter_key` is worked out from the key in the voter's own browser, so it names nobody; the
    participant is kept in a named séance only. The identifier and the version are random and there is
    no time, so that the table does not tell who voted when, nor how often.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    poll = models.ForeignKey(Poll, models.CASCADE, related_name="ballots")
    voter_key = models.CharField(max_length=64, editable=False)
    participant = models.ForeignKey(Participant, models.SET_NULL, null=True, related_name="+")
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="+")
    choices = models.JSONField(_("choix"))
    version = models.UUIDField(default=uuid.uuid4, editable=False)

    class Meta:
        verbose_name = _("bulletin")
        verbose_name_plural = _("bulletins")
        constraints = (
            models.UniqueConstraint(fields=["poll", "voter_key"], name="ballot_one_a_voter"),
        )

    def __str__(self) -> str:
        return str(self.pk)


class TableTally(models.Model):
    """What a table without devices voted on paper: n seats, their tally in the method's own JSON, as one row.

    A row is replaced as a whole, until the close, by whoever enters the table again. Like a ballot it has a random
    identifier and version, no time and no revision.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    poll = models.ForeignKey(Poll, models.CASCADE, related_name="tables")
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="+")
    name = NameColumn(_("table"), max_length=40)
    name_key = NameKeyColumn(unique=False)
    seats = models.PositiveSmallIntegerField(_("personnes"))
    tally = models.JSONField(_("résultat"))
    phones = models.PositiveSmallIntegerField(editable=False)
    """How many people of the territory had a seat of their own when this was entered: one more may be of the table."""
    version = models.UUIDField(default=uuid.uuid4, editable=False)

    class Meta:
        verbose_name = _("table sur papier")
        verbose_name_plural = _("tables sur papier")
        ordering = ("territory", "name_key")
        constraints = (
            models.UniqueConstraint(
                fields=["poll", "territory", "name_key"], name="table_one_of_a_name"
            ),
            models.CheckConstraint(condition=models.Q(seats__gte=1), name="table_has_seats"),
        )

    def __str__(self) -> str:
        return self.name
