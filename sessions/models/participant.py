"""Someone in the room, seated with a territory, without an account."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from referentiel.models import Territory
from sessions.families import family_name
from sessions.models.ordering import sortable
from sessions.models.session import AtelierSession
from texts.columns import WordsColumn

ERASED = ""
"""The name of somebody who was erased. Nobody who sits down is called so: the form asks for a name."""


class Participant(models.Model):
    """A seat. Its key lives in the person's browser only: here is just the key's fingerprint."""

    session = models.ForeignKey(AtelierSession, models.CASCADE, related_name="participants")
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="+")
    name = WordsColumn(_("nom"), max_length=60)
    organisation = WordsColumn(_("organisation"), max_length=120, blank=True)
    family = models.CharField(_("famille d’acteurs"), max_length=20, blank=True)
    """A key of `sessions.families`; blank for somebody who did not say."""
    seat_fingerprint = models.CharField(max_length=64, unique=True, editable=False)
    joined_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("participant·e")
        verbose_name_plural = _("participant·es")
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name

    @property
    def signature(self) -> str:
        """The name as it stands under what they wrote, with whom they come from: « Ali (Régie de l’eau) »."""
        return f"{self.name} ({self.organisation})" if self.organisation else self.name

    @property
    def family_name(self) -> str:
        """The name of the family that they said; empty when they did not."""
        return family_name(self.family)

    @property
    def order(self) -> str:
        """People stand in the order in which they came."""
        return sortable(self.pk)
