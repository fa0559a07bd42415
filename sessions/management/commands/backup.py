"""`manage.py backup FILE`: a consistent copy of the database, while the site works."""

import os
import sqlite3
import subprocess
from argparse import ArgumentParser
from contextlib import closing
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection


class Command(BaseCommand):
    help = "Sauvegarde la base dans un fichier neuf, sans arrêter le site."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="le fichier à écrire")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        if file.exists():
            raise CommandError(f"{file} existe déjà : une sauvegarde n’en écrase pas une autre.")
        # A backup holds names, fingerprints of seats' keys and votes: only its owner may read it.
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        try:
            copy_sqlite(file) if connection.vendor == "sqlite" else copy_postgresql(file)
        except (sqlite3.Error, OSError, subprocess.CalledProcessError) as problem:
            file.unlink()
            raise CommandError(f"La sauvegarde a échoué : {problem}") from problem
        self.stdout.write(f"{file} : {file.stat().st_size / 1024:.0f} kio")


def copy_sqlite(file: Path) -> None:
    """Copies in one read transaction what is committed when it begins, whatever others write meanwhile."""
    source = f"file:{connection.settings_dict['NAME']}?mode=ro"
    with closing(sqlite3.connect(source, uri=True)) as database:
        database.execute("VACUUM INTO ?", [str(file)])


def copy_postgresql(file: Path) -> None:
    """Makes PostgreSQL's own dump, in its own format. This is one snapshot too."""
    settings = connection.settings_dict
    place = [
        f"--host={settings['HOST']}",
        f"--port={settings['PORT'] or 5432}",
        f"--username={settings['USER']}",
    ]
    subprocess.run(
        ["pg_dump", "--format=custom", "--no-owner", f"--file={file}", *place, settings["NAME"]],
        check=True,
        # In the environment, not among the arguments, which every account of the machine can read.
        env={**os.environ, "PGPASSWORD": settings["PASSWORD"] or ""},
    )
