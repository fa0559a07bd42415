"""The public pages: what they tell, and at what cost."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from referentiel.models import Collective, Organisation, Resource, Season, Territory

OVERVIEW = "/referentiel/"


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def build(count: int) -> Season:
    """Make ``count`` of everything, all bound to one season and to territory number 1."""
    seasons = [
        Season.objects.create(
            number=n, title=f"Titre {n}", theme="Thème.", starts_on=date(2020, n, 1)
        )
        for n in range(1, count + 1)
    ]
    for n in range(1, count + 1):
        territory = Territory.objects.create(name=f"Ville {n}", slug=f"ville-{n}", kind="town")
        guest = Organisation.objects.create(name=f"Invité {n}", slug=f"invite-{n}", family="state")
        seasons[0].pilots.add(guest)
        Collective.objects.create(season=seasons[0], territory=territory).guests.add(guest)
        Resource.objects.create(season=seasons[0], slug=f"film-{n}", title=f"Film {n}", kind="film")
    first = Territory.objects.get(slug="ville-1")
    for season in seasons[1:]:
        Collective.objects.create(season=season, territory=first).guests.add(guest)
    return seasons[0]


@pytest.mark.usefixtures("loaded")
def test_overview_tells_stakes_seasons_and_territories(client: Client) -> None:
    told = page(client, OVERVIEW)
    for words in ("L’engagement des acteurs", "De septembre 2018 à mars 2019", "Ville de Paris"):
        assert words in told
    for territory in Territory.objects.all():
        assert f'href="{territory.get_absolute_url()}"' in told
    assert "CC BY-NC-ND" in told


@pytest.mark.usefixtures("loaded")
def test_overview_shows_stakes_in_the_order_of_the_referentiel(client: Client) -> None:
    told = page(client, OVERVIEW)
    places = [
        told.index(f'data-stake="{key}"')
        for key in ("engagement", "cooperation", "integration", "value")
    ]
    assert places == sorted(places)


@pytest.mark.django_db
def test_overview_of_an_empty_memory_says_so(client: Client) -> None:
    told = page(client, OVERVIEW)
    for words in ("Aucun enjeu", "Aucune saison", "Aucun territoire"):
        assert words in told


@pytest.mark.usefixtures("loaded")
def test_season_page_tells_collectives_guests_and_resources(client: Client) -> None:
    told = page(client, "/referentiel/saisons/2/")
    for words in (
        "de septembre 2019 à janvier 2020",
        "EPT Plaine Commune",
        "Mission résilience.",
        "Stéphane Berdoulet, directeur de l’association Halage",
        "25 minutes",
        'href="/referentiel/territoires/vent-d-ouest/"',
    ):
        assert words in told


@pytest.mark.usefixtures("loaded")
def test_first_season_page_tells_pilots_and_licence(client: Client) -> None:
    told = page(client, "/referentiel/saisons/1/")
    for words in ("Copilotage", "ATEMIS", "Ville de Loos-en-Gohelle", "CC BY-NC-ND"):
        assert words in told


@pytest.mark.usefixtures("loaded")
def test_season_pages_lead_to_their_neighbours(client: Client) -> None:
    assert 'rel="prev"' not in page(client, "/referentiel/saisons/1/")
    second = page(client, "/referentiel/saisons/2/")
    assert 'rel="prev" href="/referentiel/saisons/1/"' in second
    assert 'rel="next" href="/referentiel/saisons/3/"' in second
    assert 'rel="next"' not in page(client, "/referentiel/saisons/3/")


def test_season_page_without_anything_says_so(client: Client, season: Season) -> None:
    told = page(client, season.get_absolute_url())
    assert "Rien n’est encore rangé" in told
    for title in ("collectives-title", "ateliers-title", "shared-title", "outcome-title"):
        assert title not in told


@pytest.mark.usefixtures("loaded")
def test_territory_page_tells_its_season_wording_and_guests(client: Client) -> None:
    told = page(client, "/referentiel/territoires/lorient/")
    for words in ("Ville et agglomération de Lorient", "Saison 3", "Biocoop", "Optim’Ism"):
        assert words in told


def test_territory_page_without_season_says_so(client: Client, territory: Territory) -> None:
    assert "aucune saison" in page(client, territory.get_absolute_url())


def test_edited_texts_are_escaped(client: Client, territory: Territory) -> None:
    Territory.objects.update(description="<script>alert(1)</script>")
    assert "<script>alert" not in page(client, territory.get_absolute_url())


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    ["saisons/9/", "saisons/99999999999999999999/", "saisons/-1/", "territoires/atlantide/"],
)
def test_unknown_page_is_not_found(client: Client, address: str) -> None:
    assert client.get(OVERVIEW + address).status_code == 404


@pytest.mark.usefixtures("loaded")
def test_pages_cannot_be_posted_to(client: Client) -> None:
    for address in ("", "saisons/1/", "territoires/lens/"):
        assert client.post(OVERVIEW + address).status_code == 405


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("address", ["", "saisons/1/", "saisons/3/", "territoires/smicval/"])
def test_page_has_one_first_heading_and_nothing_inline(client: Client, address: str) -> None:
    told = page(client, OVERVIEW + address)
    assert told.count("<h1") == 1
    assert "<style" not in told
    assert " style=" not in told


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_pages_cost_the_same_whatever_they_show(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    season = build(count)
    with django_assert_num_queries(9):
        page(client, reverse("referentiel:overview"))
    with django_assert_num_queries(9):
        page(client, season.get_absolute_url())
    with django_assert_num_queries(5):
        page(client, reverse("referentiel:territory", args=["ville-1"]))
