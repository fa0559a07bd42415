"""`manage.py demo_session`: builds a demonstration séance led by a demonstration facilitator."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from referentiel.models import Season
from sessions.commands.accounts import find_or_add_facilitator
from sessions.demo import build_demo, find_demo

DEMO_EMAIL = "demo@villes-pairs.invalid"


class Command(BaseCommand):
    help = "Construit la séance de démonstration (quatre territoires, exemples fictifs)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--ensure", action="store_true", help="ne rien faire si elle existe déjà"
        )

    def handle(self, *args: Any, ensure: bool, **options: Any) -> None:
        if ensure and find_demo():
            self.stdout.write("La séance de démonstration existe déjà : elle est gardée.")
            return
        try:
            with transaction.atomic():
                facilitator, _ = find_or_add_facilitator(DEMO_EMAIL, name="Animation (démo)")
                session = build_demo(facilitator)
        except Season.DoesNotExist:
            raise CommandError(
                "Chargez d’abord le référentiel : manage.py load_referentiel"
            ) from None
        self.stdout.write(f"Séance de démonstration construite : code {session.spaced_code}.")
