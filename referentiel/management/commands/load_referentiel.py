"""``manage.py load_referentiel``: the starting référentiel, from ``referentiel/data``."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from referentiel.commands.load import DIRECTORY, LoadError, load_referentiel


class Command(BaseCommand):
    """Create what is missing; with ``--overwrite``, restore the values of the files."""

    help = (
        "Charge le référentiel de départ : crée ce qui manque et garde ce qui existe. "
        "Ne supprime jamais rien ; ce qui a été supprimé à la main revient."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument(
            "--overwrite",
            action="store_true",
            help="remettre les valeurs des fichiers là où elles ont changé",
        )
        parser.add_argument(
            "--directory",
            type=Path,
            default=DIRECTORY,
            help="dossier des fichiers JSON (celui du projet par défaut)",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Load, then say what was done."""
        try:
            report = load_referentiel(
                directory=options["directory"], overwrite=options["overwrite"]
            )
        except LoadError as error:
            raise CommandError(f"Référentiel non chargé, rien n’a changé. {error}") from error
        if not report.created and not report.restored and not report.kept:
            self.stdout.write("Référentiel : rien à changer.")
            return
        self.stdout.write(
            f"Référentiel : {report.created} fiche(s) créée(s), "
            f"{report.restored} remise(s) à la valeur des fichiers, "
            f"{report.unchanged} inchangée(s)."
        )
        for name in report.kept:
            self.stdout.write(f"  gardée malgré la différence avec le fichier : {name}")
