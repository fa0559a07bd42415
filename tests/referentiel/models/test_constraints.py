"""The database itself refuses what cannot be."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError

from referentiel.models import (
    Atelier,
    Collective,
    Organisation,
    Resource,
    Season,
    Stake,
    Talk,
    Territory,
)

pytestmark = pytest.mark.usefixtures("loaded")

MAY = date(2023, 5, 1)


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Season, {"number": 0, "starts_on": MAY}),
        (Season, {"number": 1, "starts_on": MAY}),
        (Season, {"number": 8, "starts_on": MAY, "ends_on": date(2023, 4, 1)}),
        (Stake, {"key": "glory", "position": 1, "short_title": "Gloire"}),
        (Stake, {"key": "glory", "position": 9, "short_title": "Valeur"}),
        (Territory, {"name": "Lens", "slug": "lens-2", "kind": "town"}),
        (Territory, {"name": "Lens 2", "slug": "lens", "kind": "town"}),
        (Territory, {"name": "Lune", "slug": "lune", "kind": "planet"}),
        (Organisation, {"name": "Colas", "slug": "colas-2", "family": "operator"}),
        (Organisation, {"name": "Colas 2", "slug": "colas", "family": "operator"}),
        (Organisation, {"name": "Lune", "slug": "lune", "family": "moon"}),
    ],
)
def test_impossible_row_is_refused(model: type[models.Model], values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        model._default_manager.create(**values)


def test_same_territory_twice_in_a_season_is_refused() -> None:
    known = Collective.objects.get(territory__slug="lens")
    with pytest.raises(IntegrityError), transaction.atomic():
        Collective.objects.create(season=known.season, territory=known.territory)


@pytest.mark.parametrize(
    "values",
    [
        {"title": "Film de la saison 2", "kind": "film"},
        {"title": "Sans durée", "kind": "film", "duration_minutes": 0},
        {"title": "Sans nature", "kind": "rumour"},
        {"title": "Sans public", "kind": "film", "audience": "nobody"},
        {"title": "Sans taille", "kind": "film", "file": "a", "file_name": "a.pdf"},
        {"title": "Sans fichier", "kind": "film", "file_size": 3},
    ],
)
def test_impossible_resource_is_refused(values: dict[str, Any]) -> None:
    second = Season.objects.get(number=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Resource.objects.create(season=second, slug="essai", **values)


@pytest.mark.parametrize(
    "values",
    [
        {"number": 3},
        {"number": 0},
        {"number": 4, "ends_on": MAY},
        {"number": 4, "starts_on": MAY, "ends_on": date(2023, 4, 1)},
    ],
)
def test_impossible_atelier_is_refused(values: dict[str, Any]) -> None:
    second = Season.objects.get(number=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Atelier.objects.create(season=second, theme="Essai", **values)


@pytest.mark.parametrize("values", [{}, {"title": "Autre", "duration_minutes": 0}])
def test_impossible_talk_is_refused(values: dict[str, Any]) -> None:
    known = Talk.objects.all()[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        Talk.objects.create(**{"atelier": known.atelier, "title": known.title, **values})


def test_what_is_remembered_elsewhere_is_not_deleted() -> None:
    for remembered in (Season.objects.get(number=1), Territory.objects.get(slug="lens")):
        with pytest.raises(ProtectedError):
            remembered.delete()
