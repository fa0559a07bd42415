"""One territory has one name, however it is typed: in commands, forms, admin and files (invariant I25)."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from referentiel.commands.territories import add_territory
from referentiel.models import Organisation, Territory

pytestmark = pytest.mark.django_db

SPELLINGS = [
    "Val-d’Érable",
    unicodedata.normalize("NFD", "Val-d’Érable"),
    "VAL-D'ÉRABLE",
    "Val-d’É\u00adrable",
    "Val-d’\u200bÉrable",
    "Val\u2011d’Érable",
    "Val–d´Érable",
    "• Val-d’Érable",
    "« Val-d’Érable »",
    " Val-d’Érable\u00a0",
]


def test_territory_typed_in_ten_ways_is_one() -> None:
    assert len({add_territory(name=name).pk for name in SPELLINGS}) == 1
    assert Territory.objects.get().name == "Val-d’Érable"


@pytest.mark.parametrize("name", SPELLINGS)
def test_database_refuses_a_name_that_is_there(name: str) -> None:
    add_territory(name=SPELLINGS[0])
    with pytest.raises(IntegrityError), transaction.atomic():
        Territory.objects.create(name=name, slug="autre", kind="town")


@pytest.mark.parametrize("name", ["\u200b", "\u00ad\u2060", "\u3164", "•", "« »", "\u202e"])
def test_name_of_nothing_to_see_is_refused(name: str) -> None:
    with pytest.raises(ValidationError):
        add_territory(name=name)


@pytest.mark.parametrize("name", SPELLINGS)
def test_admin_says_whose_name_it_is(admin_client: Client, name: str) -> None:
    Organisation.objects.create(name=SPELLINGS[0], slug="erable", family="operator")
    words = {"name": name, "slug": "autre", "family": "operator"}
    page = admin_client.post("/admin/referentiel/organisation/add/", words)
    assert page.status_code == 200
    assert "Ce nom est déjà celui de" in page.content.decode()


@pytest.mark.parametrize("sign", ["\u200b", "\x1b", "\u202e", "\ufeff"])
def test_admin_cleans_what_it_keeps(admin_client: Client, sign: str) -> None:
    words = {"name": f"L'{sign}érable", "slug": "erable", "family": "operator"}
    admin_client.post("/admin/referentiel/organisation/add/", words)
    assert Organisation.objects.get().name == "L’érable"


@pytest.mark.parametrize(
    "search", ["mene", "MENÉ", "le mené", "me\u0301ne\u0301", "m\u00adené", "  mene  le "]
)
def test_admin_search_finds_whatever_is_typed(admin_client: Client, search: str) -> None:
    add_territory(name="Le Mené")
    add_territory(name="Malaunay")
    found = admin_client.get("/admin/referentiel/territory/", {"q": search})
    assert [each.name for each in found.context["cl"].result_list] == ["Le Mené"]


@pytest.mark.parametrize("search", ["l'île", "L’ILE", "ile d'yeu", "l ile-d yeu", "lʼîle"])
def test_admin_search_takes_any_apostrophe(admin_client: Client, search: str) -> None:
    add_territory(name="L’Île-d’Yeu")
    found = admin_client.get("/admin/referentiel/territory/", {"q": search})
    assert len(found.context["cl"].result_list) == 1


@pytest.mark.parametrize("search", ["’", "\u200b", "🎉", "mene lens"])
def test_admin_search_of_nothing_there_finds_nothing(admin_client: Client, search: str) -> None:
    add_territory(name="Le Mené")
    page = admin_client.get("/admin/referentiel/territory/", {"q": search})
    assert page.status_code == 200
    assert not page.context["cl"].result_list or not search.strip("\u200b")
