"""`manage.py login_link EMAIL`: a one-time login link, for a first login or a lost password."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from sessions.commands.accounts import find_or_add_facilitator
from sessions.login_links import login_link


class Command(BaseCommand):
    help = "Donne un lien de connexion à usage unique ; crée le compte s’il n’existe pas."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="le nom affiché d’un nouveau compte")

    def handle(self, *args: Any, email: str, name: str, **options: Any) -> None:
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"« {email} » n’est pas une adresse électronique.") from None
        facilitator, is_new = find_or_add_facilitator(email, name=name)
        if is_new:
            self.stderr.write(f"Compte créé pour {facilitator.email}.")
        self.stdout.write(login_link(facilitator))
