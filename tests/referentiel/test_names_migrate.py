"""A database of before, with a name twice, migrates: nothing is merged, and what is twice is said."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE, AFTER = [("referentiel", "0001_initial")], [("referentiel", "0002_names_are_one")]


@pytest.fixture
def latest(transactional_db: None) -> Iterator[None]:
    """Leaves the database as the other tests expect it, whatever happens."""
    yield
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.mark.usefixtures("latest")
def test_names_that_are_one_stay_apart_and_are_said(capfd: pytest.CaptureFixture[str]) -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(BEFORE)
    old = executor.loader.project_state(BEFORE).apps.get_model("referentiel", "Territory")
    for number, name in enumerate(["Lens", "LENS", "Le\u00adns", "Malaunay"], start=1):
        old.objects.create(name=name, slug=f"t-{number}", kind="town")
    executor = MigrationExecutor(connection)
    executor.migrate(AFTER)
    new = executor.loader.project_state(AFTER).apps.get_model("referentiel", "Territory")
    rows = list(new.objects.order_by("pk"))
    assert [row.name for row in rows] == ["Lens", "LENS", "Le\u00adns", "Malaunay"]
    keys = ["lens", f"lens  {rows[1].pk}", f"lens  {rows[2].pk}", "malaunay"]
    assert [row.name_key for row in rows] == keys
    said = capfd.readouterr().err
    assert "LENS" in said
    assert f"n° {rows[2].pk}" in said
    assert "Malaunay" not in said
    new.objects.all().delete()
