"""``manage.py index_referentiel``: what the search finds, made again."""

from typing import Any

from django.core.management.base import BaseCommand

from referentiel.commands.indexing import index_everything


class Command(BaseCommand):
    """Make all entries of the search again, from what the référentiel says now."""

    help = (
        "Refait l’index de la recherche du référentiel. Chaque changement le tient déjà à jour : cela"
        " sert après une mise à jour du site ou une restauration."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Index, then say how much is found."""
        self.stdout.write(f"Recherche : {index_everything()} fiche(s).")
