"""Application configuration of the référentiel."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReferentielConfig(AppConfig):
    """The long-lived memory; it knows nothing of the live sessions."""

    name = "referentiel"
    label = "referentiel"
    verbose_name = _("Référentiel")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """From now on, the search finds each change of the référentiel."""
        from referentiel.commands.base import listen
        from referentiel.commands.indexing import index_changes

        listen(index_changes)
