"""`manage.py demo_session`: builds the demonstration séances, led by a demonstration facilitator.

Without `--ensure` it builds one séance more, to try things out in; with it, whatever is missing.
"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from referentiel.models import Season
from sessions.commands.accounts import find_or_add_facilitator
from sessions.demo import build_demo, build_season, find_demo, has_season

DEMO_EMAIL = "demo@villes-pairs.invalid"


class Command(BaseCommand):
    help = "Construit une séance de démonstration (quatre territoires, exemples fictifs)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--ensure",
            action="store_true",
            help="seulement ce qui manque, avec les séances d’une saison fictive",
        )

    def handle(self, *args: Any, ensure: bool, **options: Any) -> None:
        known = find_demo() if ensure else None
        with_season = ensure and not has_season()
        if known and not with_season:
            self.stdout.write("La séance de démonstration existe déjà : elle est gardée.")
            return
        try:
            with transaction.atomic():
                facilitator, _ = find_or_add_facilitator(DEMO_EMAIL, name="Animation (démo)")
                session = known or build_demo(facilitator)
                others = build_season(facilitator) if with_season else []
        except Season.DoesNotExist:
            raise CommandError(
                "Chargez d’abord le référentiel : manage.py load_referentiel"
            ) from None
        self.stdout.write(f"Séance de démonstration construite : code {session.spaced_code}.")
        if others:
            self.stdout.write(f"Séances d’une saison fictive construites : {len(others)}.")
