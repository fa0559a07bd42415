"""A référentiel of before the history migrates: its rows are as they were, and their next change is told."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from referentiel.commands.base import Author, keep
from referentiel.models import HistoryEntry, Territory

BEFORE = [("referentiel", "0002_names_are_one")]


@pytest.fixture
def latest(transactional_db: None) -> Iterator[None]:
    """Leaves the database as the other tests expect it, whatever happens."""
    yield
    migrate_to_the_latest()


def migrate_to_the_latest() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.mark.usefixtures("latest")
def test_row_of_before_has_no_entry_until_it_changes() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(BEFORE)
    old = executor.loader.project_state(BEFORE).apps.get_model("referentiel", "Territory")
    old.objects.create(name="Lens", name_key="lens", slug="lens", kind="town", location="Nord")

    migrate_to_the_latest()

    lens = Territory.objects.get()
    assert (lens.name, lens.slug, lens.location) == ("Lens", "lens", "Nord")
    assert not HistoryEntry.objects.exists()
    lens.location = "Pas-de-Calais"
    keep(lens, author=Author("Alice", 7), why="Lens est plus à l’ouest")
    entry = HistoryEntry.objects.get()
    assert (entry.event, entry.subject) == ("territory_changed", str(lens.pk))
    assert entry.particulars == {"location": ["Nord", "Pas-de-Calais"]}
