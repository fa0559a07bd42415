"""Evidence: what a balise comes from, and where it was tried, copied so that it outlives its séance."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from referentiel.models.balise import Balise
from referentiel.models.history import HistoryEntry
from referentiel.models.immutable import Fixed
from referentiel.models.season import Season
from referentiel.models.territory import Territory
from texts.columns import PlainTextColumn, WordsColumn


class EvidenceKind(models.TextChoices):
    """Says what a piece of evidence is."""

    WORDING = "wording", _("Formulation en séance")
    CARD = "card", _("Carte de trajectoire")
    VOTE = "vote", _("Vote")
    TRIAL = "trial", _("Mise à l’épreuve")
    ENTRY = "entry", _("Entrée d’un référentiel croisé")
    AMENDMENT = "amendment", _("Amendement")


class TrialAnswer(models.TextChoices):
    """Names what a territory may say of a balise that it puts to the test (docs/domain.md)."""

    ECHO = "echo", _("Fait écho")
    ADAPT = "adapter", _("À adapter")
    NOT_HERE = "pas-ici", _("Ne vaut pas ici")


class Evidence(Fixed):
    """Keeps one piece: a wording, a card, the result of a vote. It holds territories, never the name of a participant.

    `origin` says where it was, and is unique: what is taken twice is kept once. `balise` is the balise that it was
    given to; only a split gives it to another one. `particulars` are JSON values that its kind defines: the readings
    of a card by stake, the result of a vote, the answer of a trial. Later kinds need no migration (decision 0027).
    """

    may_change = frozenset({"balise"})

    balise = models.ForeignKey(Balise, models.PROTECT, related_name="evidence")
    origin = models.CharField(_("origine"), max_length=120, unique=True)
    kind = models.CharField(_("nature"), max_length=20)
    season = models.ForeignKey(
        Season,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name=_("saison"),
    )
    session_title = WordsColumn(_("séance"), max_length=120)
    held_on = models.DateField(_("date"))
    territory = models.ForeignKey(
        Territory,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name=_("territoire"),
    )
    title = WordsColumn(_("titre"), max_length=200)
    text = PlainTextColumn(_("texte"), max_length=4000, blank=True)
    moment = WordsColumn(_("moment"), max_length=60, blank=True)
    particulars = models.JSONField(_("détails"), default=dict, blank=True)
    entry = models.ForeignKey(HistoryEntry, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("pièce de provenance")
        verbose_name_plural = _("pièces de provenance")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind__in=["card", "trial"]) | models.Q(territory__isnull=False),
                name="told_evidence_has_its_territory",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def source(self) -> str:
        """Says what all pieces of one balise of one séance have in common: « <code>/balise/<number> ».

        Of one decision of a crossing: « croisement/<number>/<decision> ».
        All answers of one trial have « <code>/trial/<number> » in common.
        """
        return "/".join(self.origin.split("/")[:3])

    @property
    def kind_label(self) -> str:
        """Says its kind in words."""
        return str(EvidenceKind(self.kind).label)
