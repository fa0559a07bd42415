"""``manage.py load_referentiel``: the starting référentiel, from ``referentiel/data``."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from referentiel.commands.load import DIRECTORY, LoadError, load_referentiel


class Command(BaseCommand):
    """Create what is missing, bring up to date what nobody has changed; with ``--overwrite``, the files win."""

    help = (
        "Charge le référentiel de départ : crée ce qui manque, met à jour ce que personne n’a changé. "
        "Ce que quelqu’un a changé ou retiré reste ainsi."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument(
            "--overwrite",
            action="store_true",
            help="remettre les valeurs des fichiers partout, et ce qui a été retiré",
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
        if report.removed:
            self.stdout.write(f"  {report.removed} fiche(s) retirée(s) à la main, qui le restent")
        for name in report.kept:
            self.stdout.write(f"  gardée malgré la différence avec le fichier : {name}")
