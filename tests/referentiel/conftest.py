"""The référentiel as it is delivered, and pieces to build others."""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from referentiel.commands.load import LoadReport, load_referentiel
from referentiel.models import Season, Territory
from sessions.models import Facilitator


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


@pytest.fixture
def kept_files(tmp_path: Path, settings: Settings) -> Path:
    """The folder of the files of resources, empty."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def keeper(alice: Facilitator) -> Client:
    """A browser that is logged in as somebody who keeps the référentiel."""
    browser = Client()
    browser.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")
    return browser
