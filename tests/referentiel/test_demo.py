"""The demonstration référentiel: something to look at on every page, and nothing that a real territory did not say."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from referentiel.commands.load import LoadReport
from referentiel.demo import build_demo
from referentiel.editions.comparison import compare
from referentiel.editions.contents import document_of
from referentiel.models import (
    Balise,
    BaliseState,
    Crossing,
    Edition,
    Evidence,
    HistoryEntry,
    PublishedTrajectory,
    Resource,
)
from texts.wording import starts_with_infinitive


@pytest.fixture
def demo(loaded: LoadReport, kept_files: Path) -> int:
    return build_demo()


def test_it_has_twelve_living_balises_of_three_seasons(demo: int) -> None:
    of_a_crossing = Evidence.objects.filter(kind="entry").values("balise")
    living = Balise.objects.filter(heir__isnull=True).exclude(pk__in=of_a_crossing)
    assert living.count() == 12
    assert set(living.values_list("state", flat=True)) >= {
        BaliseState.EMERGING,
        BaliseState.CONSENTED,
        BaliseState.TESTED,
        BaliseState.RETIRED,
    }
    seasons = (
        Evidence.objects.exclude(kind="entry")
        .order_by("season")
        .values_list("season__number", flat=True)
    )
    assert set(seasons) == {1, 2, 3}


def test_everything_in_it_is_marked_and_told_by_fictive_territories(demo: int) -> None:
    assert not Balise.objects.filter(is_example=False).exists()
    told = Evidence.objects.filter(territory__isnull=False)
    assert told.exists()
    assert not told.filter(territory__is_example=False).exists()


def test_its_balises_are_infinitives(demo: int) -> None:
    assert all(starts_with_infinitive(balise.statement) for balise in Balise.objects.all())


def test_its_pages_say_that_it_is_an_example(client: Client, demo: int) -> None:
    for balise in Balise.objects.filter(heir__isnull=True):
        answer = client.get(balise.get_absolute_url())
        assert answer.status_code == 200
        assert "exemple fictif" in answer.content.decode()


def test_built_again_it_is_kept_as_it_is(demo: int) -> None:
    before = HistoryEntry.objects.count()
    call_command("demo_referentiel")
    assert HistoryEntry.objects.count() == before


def test_it_needs_the_seasons(db: None) -> None:
    with pytest.raises(CommandError, match="load_referentiel"):
        call_command("demo_referentiel")
    assert not Balise.objects.exists()


def test_it_has_two_resources_one_of_them_for_the_participants(client: Client, demo: int) -> None:
    notebook, drawing = Resource.objects.exclude(file="").order_by("pk")
    assert (notebook.file_type, notebook.audience) == ("odt", "season")
    assert (drawing.file_type, drawing.audience) == ("png", "everyone")
    for one in (notebook, drawing):
        assert "exemple fictif" in one.title
    assert client.get(notebook.get_absolute_url()).status_code == 404
    shown = client.get(drawing.get_absolute_url()).content.decode()
    assert drawing.alternative in shown


def test_it_has_two_editions_that_differ_in_every_way(client: Client, demo: int) -> None:
    first, second = map(document_of, Edition.objects.order_by("number"))
    found = compare(first, second)
    assert all((found.added, found.reworded, found.tested, found.retired, found.moved))
    for number in (1, 2):
        answer = client.get(f"/referentiel/editions/{number}/")
        assert "exemple fictif" in answer.content.decode()


def test_it_crosses_two_fictive_referentiels(client: Client, demo: int) -> None:
    crossing = Crossing.objects.select_related("result").get()
    assert crossing.result is not None
    assert crossing.is_example
    assert crossing.result.is_example
    assert [stake.short_title for stake in crossing.result.stakes.all()] == [
        *("Se reconnaître", "Garder les communs", "Compter ce qui compte"),
    ]
    told = client.get(crossing.get_absolute_url()).content.decode()
    assert "exemple fictif" in told
    assert "hameaux-de-serre.xlsx, ligne\u00a03" in told


def test_a_fictive_territory_shows_what_it_told_in_two_seasons(client: Client, demo: int) -> None:
    published = PublishedTrajectory.objects.get()
    assert published.is_example
    assert published.territory.is_example
    days = set(published.cards.values_list("told_on", flat=True))
    assert len(days) == 2
    told = client.get(published.territory.get_absolute_url()).content.decode()
    assert "Sa trajectoire" in told
    assert told.index("vers 2006") < told.index("horizon 2030")


def test_one_of_them_was_amended_after_its_trial(client: Client, demo: int) -> None:
    balise = Balise.objects.get(state=BaliseState.AMENDED)
    page = client.get(balise.get_absolute_url()).content.decode()
    assert "Amendée en novembre 2019, à la suite de la mise à l’épreuve de" in page
    second = client.get("/referentiel/editions/comparer/?de=1&a=2").content.decode()
    assert "Amendée le 14 novembre 2019" in second
