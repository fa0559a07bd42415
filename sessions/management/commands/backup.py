"""`manage.py backup FILE`: a consistent copy of the database, and of the files of resources, while the site works."""

import os
import sqlite3
import subprocess
import tarfile
from argparse import ArgumentParser
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

FOLDER = "files"
"""What the folder of the files is called inside of their archive."""


class Command(BaseCommand):
    help = "Sauvegarde la base, et les fichiers des ressources, dans des fichiers neufs, sans arrêter le site."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="le fichier à écrire")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        archive = file.with_name(f"{file.name}.files.tar")
        for one in (file, archive):
            if one.exists():
                raise CommandError(f"{one} existe déjà : une sauvegarde n’en écrase pas une autre.")
        made = [file]
        make_empty(file)
        try:
            copy_sqlite(file) if connection.vendor == "sqlite" else copy_postgresql(file)
            # Afterwards: a file is written before its row, so the copy has each file that the database names.
            if has_files():
                made.append(archive)
                make_empty(archive)
                copy_files(archive)
        except (sqlite3.Error, OSError, subprocess.CalledProcessError) as problem:
            for one in made:
                one.unlink()
            raise CommandError(f"La sauvegarde a échoué : {problem}") from problem
        for one in made:
            self.stdout.write(f"{one} : {one.stat().st_size / 1024:.0f} kio")


def make_empty(file: Path) -> None:
    """A backup holds names, fingerprints of seats' keys, votes and files: only its owner may read it."""
    os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def has_files() -> bool:
    """Whether resources have files."""
    folder = Path(settings.MEDIA_ROOT)
    return folder.is_dir() and any(folder.iterdir())


def copy_files(archive: Path) -> None:
    """Copies the files of resources. They are hardly ever smaller once they are compressed, so nothing compresses them.

    A file that is removed meanwhile is left out, or the whole copy fails and says so; none changes once it is written.
    """
    with tarfile.open(archive, "w") as copy:
        for file in sorted(Path(settings.MEDIA_ROOT).iterdir()):
            copy.add(file, f"{FOLDER}/{file.name}", recursive=False)


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
