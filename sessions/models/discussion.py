"""A discussion of the two readings of a card: what both sides read before it, and after it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from referentiel.models import Stake
from sessions.models.card import TrajectoryCard
from sessions.models.session import AtelierSession


class Discussion(models.Model):
    """The room talks about a card, or about one stake of it. The séance's `discussion` is the one that runs.

    `before` and `after` are means by side, as `sessions/queries/sides.py` writes them: no reader, no single reading,
    and in an anonymous séance nothing of a side that is too small to show. `after` is null while it runs.
    """

    session = models.ForeignKey(AtelierSession, models.CASCADE, related_name="discussions")
    card = models.ForeignKey(TrajectoryCard, models.CASCADE, related_name="discussions")
    stake = models.ForeignKey(Stake, models.PROTECT, null=True, related_name="+")
    """The stake that it is about; null for all that are read in the card."""
    before = models.JSONField(editable=False)
    after = models.JSONField(null=True, editable=False)

    class Meta:
        verbose_name = _("échange")
        verbose_name_plural = _("échanges")
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.card}, {self.stake or _('tous les enjeux')}"
