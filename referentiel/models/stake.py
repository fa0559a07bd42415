"""The stakes (enjeux) against which trajectories are read."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from referentiel.models.referentiel import Referentiel, default_referentiel
from texts.columns import WordsColumn
from texts.folding import name_key


class Stake(models.Model):
    """Keeps a stake of a référentiel.

    The key is the primary identity, in all référentiels: exports, addresses, colours and signs refer to it,
    so it never changes. A stake is never deleted: one that is retired stays where it was read.
    """

    key = models.SlugField(_("clé"), max_length=30, primary_key=True)
    referentiel = models.ForeignKey(
        Referentiel,
        models.PROTECT,
        related_name="stakes",
        default=default_referentiel,
        verbose_name=_("référentiel"),
    )
    position = models.PositiveSmallIntegerField(_("rang"))
    short_title = WordsColumn(_("titre court"), max_length=40)
    title = WordsColumn(_("intitulé"), max_length=250)
    is_retired = models.BooleanField(_("retiré"), default=False)

    class Meta:
        verbose_name = _("enjeu")
        verbose_name_plural = _("enjeux")
        ordering = ["referentiel_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["referentiel", "position"], name="stake_position_once"),
            models.UniqueConstraint(fields=["referentiel", "short_title"], name="stake_name_once"),
        ]

    def __str__(self) -> str:
        return self.short_title

    def clean(self) -> None:
        """Say which stake of the référentiel has this name already, however it is typed."""
        super().clean()
        wanted = name_key(self.short_title or "")
        for twin in Stake.objects.filter(referentiel=self.referentiel_id).exclude(pk=self.pk):
            if name_key(twin.short_title) == wanted:
                raise ValidationError(
                    {"short_title": _("Ce nom est déjà celui de « %(name)s ».") % {"name": twin}}
                )
