"""The page of a season: what was shared before it, and what came out of it."""

import pytest
from django.test import Client
from lxml import html
from pytest_django import DjangoAssertNumQueries

from referentiel.demo.build import build_demo
from referentiel.models import Resource, Season
from referentiel.queries.season_sheets import editions_that_gather

MOST_QUERIES = 12


def section(browser: Client, number: int, title: str) -> str:
    """Returns the text of the section under a heading; empty when it is not there."""
    told = html.fromstring(browser.get(f"/referentiel/saisons/{number}/").content)
    found = told.xpath(f"//section[@aria-labelledby='{title}']")
    return " ".join(found[0].text_content().split()) if found else ""


@pytest.mark.usefixtures("loaded")
def test_page_tells_apart_what_was_shared_before_and_what_came_out(client: Client) -> None:
    assert "Document ressources d’introduction" in section(client, 3, "shared-title")
    assert section(client, 3, "outcome-title") == ""
    assert section(client, 2, "shared-title") == ""
    assert "Film de la saison 2" in section(client, 2, "films-title")
    assert "Premier référentiel commun" in section(client, 1, "others-title")


@pytest.mark.usefixtures("loaded")
def test_resource_says_when_it_was_shared(keeper: Client) -> None:
    address = "/referentiel/ressources/saison-1-film/modifier/"
    form = html.fromstring(keeper.get(address).content).xpath("//main//form")[0]
    keeper.post(address, dict(form.form_values()) | {"before_season": "True"})
    assert Resource.objects.get(slug="saison-1-film").before_season
    assert "Film issu de la saison 1" in section(keeper, 1, "shared-title")


@pytest.mark.usefixtures("loaded")
def test_whole_page_costs_twelve_queries_at_most(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    build_demo()
    for number in (1, 2, 3):
        with django_assert_max_num_queries(MOST_QUERIES):
            page = client.get(f"/referentiel/saisons/{number}/")
        assert page.status_code == 200
    told = {season.number: editions_that_gather(season) for season in Season.objects.all()}
    assert {number: [one.number for one in found] for number, found in told.items()} == {
        1: [1],
        2: [2],
        3: [2],
    }
    assert "Référentiel mis à l’épreuve" in section(client, 3, "editions-title")
    assert "Relier les ressources" in section(client, 3, "balises-title")
