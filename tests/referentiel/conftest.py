"""The référentiel as it is delivered, and pieces to build others."""

from datetime import date

import pytest

from referentiel.commands.load import LoadReport, load_referentiel
from referentiel.models import Season, Territory


@pytest.fixture
def loaded(db: None) -> LoadReport:
    return load_referentiel()


@pytest.fixture
def season(db: None) -> Season:
    return Season.objects.create(
        number=7, title="Essai", theme="Essayer.", starts_on=date(2023, 4, 1)
    )


@pytest.fixture
def territory(db: None) -> Territory:
    return Territory.objects.create(name="Val-d’Essai", slug="val-d-essai", kind="town")
