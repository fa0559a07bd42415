"""The application's label is `ateliers`: `sessions` is taken by Django's own (stack fact F25)."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SessionsConfig(AppConfig):
    name = "sessions"
    label = "ateliers"
    verbose_name = _("Séances")

    def ready(self) -> None:
        """From now on, rooms show each change of the référentiel."""
        from referentiel.commands.base import listen
        from sessions.commands.retelling import retell

        listen(retell)
