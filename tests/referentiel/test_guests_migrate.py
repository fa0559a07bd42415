"""Guests of before roles migrate: each is the guest of the same collective, in its order, without a role."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from referentiel.models import Guest

BEFORE = [("referentiel", "0007_search")]


@pytest.fixture
def latest(transactional_db: None) -> Iterator[None]:
    """Leaves the database as the other tests expect it, whatever happens."""
    yield
    migrate_to_the_latest()


def migrate_to_the_latest() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.mark.usefixtures("latest")
def test_guests_stay_with_their_collective() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(BEFORE)
    old = executor.loader.project_state(BEFORE).apps
    season = old.get_model("referentiel", "Season").objects.create(
        number=1, title="Un", theme="Un.", starts_on="2020-01-01"
    )
    territory = old.get_model("referentiel", "Territory").objects.create(
        name="Lens", name_key="lens", slug="lens", kind="town"
    )
    organisation = old.get_model("referentiel", "Organisation")
    collective = old.get_model("referentiel", "Collective").objects.create(
        season=season, territory=territory
    )
    for name in ("Zoé", "Anne"):
        collective.guests.add(
            organisation.objects.create(name=name, name_key=name, slug=name[0], family="state")
        )

    migrate_to_the_latest()

    told = [(guest.organisation.name, guest.role) for guest in Guest.objects.all()]
    assert told == [("Zoé", ""), ("Anne", "")]
