"""A balise leads to those that a crossing has linked to it, and they lead back, whatever became of both since."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from referentiel.commands.balises import Wording, add_balise, merge_balise, split_balise
from referentiel.commands.named_stakes import name_stake
from referentiel.models import Balise, DecisionKind, Evidence
from referentiel.queries.balises import sheet, sheets
from tests.referentiel.commands.crossing import ALICE, LEFT, RIGHT, begin, close, settle

FIRST, SECOND = LEFT[1], RIGHT[1]


@pytest.fixture
def linked(db: None) -> tuple[Balise, Balise]:
    """Two balises that a crossing has linked, with a reason."""
    crossing = begin((FIRST,), (SECOND, "Tenir seule"))
    made = settle(crossing, DecisionKind.LINK, FIRST, SECOND, why="La même rivière")
    apart = settle(crossing, DecisionKind.APART, "Tenir seule")
    under = [made.pk, apart.pk]
    name_stake(crossing, short_title="Eau", title="L’eau", decisions=under, author=ALICE)
    close(crossing)
    return Balise.objects.get(statement=FIRST), Balise.objects.get(statement=SECOND)


def near_to(balise: Balise) -> list[str]:
    return [one.balise.statement for one in sheet(sheets().get(pk=balise.pk)).near]


def test_both_lead_to_each_other_and_say_where(
    client: Client,
    linked: tuple[Balise, Balise],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for one, other in (linked, linked[::-1]):
        for address in (one.get_absolute_url(), f"{one.get_absolute_url()}provenance/"):
            with django_assert_max_num_queries(12):
                page = client.get(address).content.decode()
            told = page[page.index("Proche de") :]
            assert f'href="{other.get_absolute_url()}"' in told
            assert "roisement «\u00a0<bdi>Canal et Halle</bdi>\u00a0»" in told


def test_reason_is_read_by_those_it_was_written_for(
    client: Client, linked: tuple[Balise, Balise]
) -> None:
    address = linked[0].get_absolute_url()
    assert "La même rivière" not in client.get(address).content.decode()
    account = get_user_model().objects.create_user("alice@exemple.fr", "une phrase assez longue")
    client.force_login(account)
    assert "La même rivière" in client.get(address).content.decode()


def test_link_follows_merges_and_splits(linked: tuple[Balise, Balise]) -> None:
    first, second = linked
    heir = add_balise(Wording("Tenir ensemble"), author=ALICE)
    merge_balise(second, heir, author=ALICE)
    assert near_to(first) == ["Tenir ensemble"]
    assert near_to(heir) == [FIRST]
    piece = Evidence.objects.get(balise=second)
    part = split_balise(heir, Wording("Partir seule"), [piece.pk], author=ALICE)
    assert (near_to(first), near_to(part), near_to(heir)) == (["Partir seule"], [FIRST], [])


def test_balises_that_became_one_are_not_near_themselves(linked: tuple[Balise, Balise]) -> None:
    first, second = linked
    merge_balise(second, first, author=ALICE)
    assert near_to(first) == []


def test_balise_that_no_crossing_has_linked_says_nothing(
    client: Client, linked: tuple[Balise, Balise]
) -> None:
    apart = Balise.objects.get(statement="Tenir seule")
    assert "Proche de" not in client.get(apart.get_absolute_url()).content.decode()
