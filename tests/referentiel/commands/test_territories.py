"""A territory that the memory does not know yet can be added."""

from functools import partial

import pytest
from django.core.exceptions import ValidationError

from referentiel.commands.territories import add_territory
from referentiel.models import Territory, TerritoryKind
from tests.crowds import at_once

pytestmark = pytest.mark.django_db


def test_add_territory_makes_its_slug_from_its_name() -> None:
    territory = add_territory(name="  L'Île-d’Yeu ", kind=TerritoryKind.TOWN, location="Vendée")
    assert (territory.name, territory.slug) == ("L’Île-d’Yeu", "l-ile-d-yeu")
    assert (territory.kind, territory.location) == ("town", "Vendée")


def test_add_territory_of_a_known_name_returns_the_known_one(territory: Territory) -> None:
    assert add_territory(name="VAL-D'ESSAI") == territory
    assert Territory.objects.count() == 1


def test_add_territory_of_a_taken_slug_takes_the_next_one(territory: Territory) -> None:
    assert add_territory(name="Val d’Essai").slug == "val-d-essai-2"
    assert add_territory(name="Val d Essai").slug == "val-d-essai-3"


def test_add_territory_without_latin_letters_still_has_a_slug() -> None:
    assert add_territory(name="東京").slug == "territoire"


@pytest.mark.parametrize("name", ["", "   ", "x" * 121])
def test_add_territory_of_a_bad_name_is_refused(name: str) -> None:
    with pytest.raises(ValidationError):
        add_territory(name=name)
    assert not Territory.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_add_territory_by_several_at_once_adds_one() -> None:
    added = at_once([partial(add_territory, name="Lens") for _ in range(8)])
    assert len(set(added)) == Territory.objects.count() == 1
