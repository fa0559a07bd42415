"""Writes an export of a séance, byte for byte the file that its facilitator downloads."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sessions.access import normal_code
from sessions.exports.formats import FORMATS
from sessions.exports.outcome import read_outcome
from sessions.models import AtelierSession

STANDARD_OUTPUT = "-"


class Command(BaseCommand):
    help = "Exporte une séance, dans un des formats du site."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="le code de la séance, tel qu’on le dicte")
        words = " ; ".join(
            f"{each.key} : {each.label}, {each.purpose}" for each in FORMATS.values()
        )
        parser.add_argument("--format", choices=list(FORMATS), required=True, help=words)
        parser.add_argument(
            "--output",
            default=STANDARD_OUTPUT,
            help="le fichier à écrire ; « - » (par défaut) pour la sortie standard",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            outcome = read_outcome(normal_code(options["code"]))
        except AtelierSession.DoesNotExist:
            raise CommandError(f"Aucune séance ne porte le code « {options['code']} ».") from None
        write_bytes(options["output"], FORMATS[options["format"]].file(outcome))


def write_bytes(output: str, content: bytes) -> None:
    """Writes to the file, or unchanged to the standard output. Raises CommandError when it cannot be written."""
    if output == STANDARD_OUTPUT:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        Path(output).write_bytes(content)
    except OSError as refused:
        raise CommandError(f"Impossible d’écrire « {output} » : {refused.strerror}.") from refused
