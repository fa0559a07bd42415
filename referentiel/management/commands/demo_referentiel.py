"""`manage.py demo_referentiel`: builds the demonstration référentiel."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from referentiel.demo import build_demo, has_demo
from referentiel.models import Season


class Command(BaseCommand):
    help = "Construit le référentiel de démonstration (territoires et balises fictifs), s’il n’y est pas."

    def handle(self, *args: Any, **options: Any) -> None:
        if has_demo():
            self.stdout.write("Le référentiel de démonstration existe déjà : il est gardé.")
            return
        try:
            count = build_demo()
        except Season.DoesNotExist:
            raise CommandError(
                "Chargez d’abord le référentiel : manage.py load_referentiel"
            ) from None
        self.stdout.write(f"Référentiel de démonstration construit : {count} balises.")
