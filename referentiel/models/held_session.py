"""Séances that were held in an atelier: what its page says of them outlives them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from referentiel.models.atelier import Atelier
from texts.columns import WordsColumn


class HeldSession(models.Model):
    """Keeps a séance that was held, and closed, in an atelier.

    `reference` distinguishes it from others, and begins the origin of all evidence that it gave. No page shows it.
    """

    atelier = models.ForeignKey(
        Atelier, models.PROTECT, related_name="held_sessions", verbose_name=_("atelier")
    )
    reference = models.CharField(_("référence"), max_length=40, unique=True, editable=False)
    title = WordsColumn(_("titre"), max_length=120)
    held_on = models.DateField(_("date"))

    class Meta:
        verbose_name = _("séance tenue")
        verbose_name_plural = _("séances tenues")
        ordering = ["held_on", "pk"]

    def __str__(self) -> str:
        return self.title
