"""A balise put to the test in a séance: what each territory answers, and the voices that see it otherwise."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from referentiel.models import Balise, Territory, TrialAnswer
from sessions.models.card import TrajectoryCard
from sessions.models.ordering import sortable
from sessions.models.participant import Participant
from sessions.models.session import AtelierSession
from texts.columns import NameColumn, PlainTextColumn


class Trial(models.Model):
    """A balise of the référentiel that the territories of a séance put to the test.

    `statement` and `version` are those of the moment at which it was chosen, or those of the edition with which the
    séance was prepared: what is tested does not change meanwhile.
    """

    session = models.ForeignKey(AtelierSession, models.CASCADE, related_name="trials")
    balise = models.ForeignKey(Balise, models.PROTECT, related_name="+")
    statement = NameColumn(_("formulation"), max_length=200)
    version = models.PositiveIntegerField(_("version"))
    edition = models.PositiveIntegerField(_("édition"), null=True, editable=False)
    """The number of the edition whose text is tested; None where it is the text of the day."""

    class Meta:
        verbose_name = _("mise à l’épreuve")
        verbose_name_plural = _("mises à l’épreuve")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["session", "balise"], name="trial_once_a_session"),
        )

    def __str__(self) -> str:
        return self.statement

    @property
    def order(self) -> str:
        """Balises stand in the order in which they were chosen."""
        return sortable(self.pk)


class TerritoryAnswer(models.Model):
    """The answer of a territory to a balise. There is one; the last stands until the séance is closed."""

    trial = models.ForeignKey(Trial, models.CASCADE, related_name="answers")
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="+")
    author = models.ForeignKey(Participant, models.SET_NULL, null=True, related_name="+")
    answer = models.CharField(_("réponse"), max_length=10, choices=TrialAnswer)
    text = PlainTextColumn(_("ce qui le montre"), max_length=1500, blank=True)
    # PROTECT through an explicit rule: `delete_card` refuses a card that an answer points to.
    card = models.ForeignKey(
        TrajectoryCard, models.SET_NULL, null=True, related_name="trial_answers"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("réponse d’un territoire")
        verbose_name_plural = _("réponses des territoires")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["trial", "territory"], name="answer_one_a_territory"),
            models.CheckConstraint(
                condition=models.Q(answer__in=TrialAnswer.values), name="trial_answer_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.territory}, {self.get_answer_display()}"


class Dissent(models.Model):
    """A voice of a territory that sees it otherwise than the answer of its territory."""

    trial = models.ForeignKey(Trial, models.CASCADE, related_name="dissents")
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="+")
    author = models.ForeignKey(Participant, models.CASCADE, related_name="+")
    text = PlainTextColumn(_("ce que vous voyez autrement"), max_length=600)

    class Meta:
        verbose_name = _("voix autre")
        verbose_name_plural = _("voix autres")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["trial", "author"], name="dissent_one_a_person"),
        )

    def __str__(self) -> str:
        return self.text
