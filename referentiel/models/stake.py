"""The stakes (enjeux) against which trajectories are read."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from texts.columns import WordsColumn


class Stake(models.Model):
    """One of the four stakes.

    The key is the primary identity: exports, addresses, colours and signs refer to it,
    so it never changes.
    """

    key = models.SlugField(_("clé"), max_length=30, primary_key=True)
    position = models.PositiveSmallIntegerField(_("rang"), unique=True)
    short_title = WordsColumn(_("titre court"), max_length=40, unique=True)
    title = WordsColumn(_("intitulé"), max_length=250)

    class Meta:
        verbose_name = _("enjeu")
        verbose_name_plural = _("enjeux")
        ordering = ["position"]

    def __str__(self) -> str:
        return self.short_title
