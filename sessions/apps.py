"""The application's label is `ateliers`: `sessions` is taken by Django's own (stack fact F25)."""

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class SessionsConfig(AppConfig):
    name = "sessions"
    label = "ateliers"
    verbose_name = _("Séances")

    def ready(self) -> None:
        """Lets rooms show each change of the référentiel, and editions lead to a séance, from now on."""
        from referentiel.commands.base import listen
        from referentiel.offers import Offer, offer
        from sessions.commands.retelling import retell

        listen(retell)
        offer(Offer(_("Ouvrir une séance avec cette édition"), _session_with))


def _session_with(edition: int) -> str:
    """The address of the form that prepares a séance with the balises of an edition."""
    return f"{reverse('ateliers:session-new')}?edition={edition}"
