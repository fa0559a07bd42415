"""Fills a database with what another version left: `python -m tests.sessions.migrations.old_database DUMP`.

In the environment of a site. The dump is of SQLite; its rows are copied through the models of then,
so that a PostgreSQL gets them too.
"""

import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

OURS = ("referentiel", "ateliers")


def load(dump: Path) -> None:
    """Migrates an empty database to where the dump stands, then copies our tables."""
    from django.core.management import call_command
    from django.db import connection, connections, transaction

    old = unpack(dump, Path(os.environ["VAR_DIR"]) / "old.sqlite3")
    connections.settings["old"] = connections.configure_settings(
        {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(old)}}
    )["default"]
    targets = last_migrations(old)
    for app, name in targets:
        call_command("migrate", app, name, verbosity=0)
    with transaction.atomic():
        copied = [copy(model) for model in models_of(targets)]
        reset_sequences(connection, copied)


def unpack(dump: Path, file: Path) -> Path:
    """The dump as a database."""
    with closing(sqlite3.connect(file)) as database:
        database.executescript(dump.read_text(encoding="utf-8"))
    return file


def last_migrations(file: Path) -> list[tuple[str, str]]:
    """Where each of our apps stood."""
    query = "SELECT name FROM django_migrations WHERE app = ? ORDER BY name DESC"
    with closing(sqlite3.connect(file)) as database:
        return [(app, database.execute(query, [app]).fetchone()[0]) for app in OURS]


def models_of(targets: list[tuple[str, str]]) -> list[Any]:
    """The models of then, with the tables that join them."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    apps = MigrationLoader(connection).project_state(targets).apps
    found = [model for app, _ in targets for model in apps.get_app_config(app).get_models()]
    joins = [
        field.remote_field.through for model in found for field in model._meta.local_many_to_many
    ]
    return [*found, *(join for join in joins if join._meta.auto_created)]


def copy(model: Any) -> Any:
    """All rows, as they are: times that are set on adding too."""
    for field in model._meta.local_fields:
        field.auto_now_add = field.auto_now = False
    model._base_manager.using("default").bulk_create(list(model._base_manager.using("old").all()))
    return model


def reset_sequences(connection: Any, models: list[Any]) -> None:
    """The next row of each table comes after those that were copied."""
    from django.core.management.color import no_style

    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "facilitation.settings")
    django.setup()
    load(Path(sys.argv[1]))
