"""Ateliers and their talks: everyone reads them, people with an account keep them."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from lxml import html
from pytest_django import DjangoAssertNumQueries

from referentiel.models import Atelier, HistoryEntry, Resource, Season, Talk

ADDRESS = "/referentiel/saisons/2/ateliers/3/"


def sent(browser: Client, address: str) -> dict[str, Any]:
    """The form of a page, as its browser would send it."""
    form = html.fromstring(browser.get(address).content).xpath("//main//form")[0]
    return dict(form.form_values())


@pytest.fixture
def atelier(season: Season) -> Atelier:
    return Atelier.objects.create(season=season, number=1, theme="Tenir le fil")


@pytest.mark.usefixtures("loaded")
def test_atelier_of_the_source_tells_its_talks_and_films(client: Client) -> None:
    answer = client.get(ADDRESS)
    told = answer.content.decode()
    for words in (
        "Mettre en place une transition démocratique et citoyenne",
        "Stéphane Berdoulet, directeur, Association Halage",
        "Céline Tcherkassky, cofondatrice, Association ICI !",
        "25 minutes",
        "Journée filmée de l’atelier 3",
    ):
        assert words in told
    assert 'href="/referentiel/ressources/saison-2-atelier-3-halage/"' in told
    assert told.count("<h1") == 1
    assert "public" in answer.headers["Cache-Control"]
    assert "Modifier" not in told


@pytest.mark.usefixtures("loaded")
def test_season_leads_to_its_ateliers(client: Client) -> None:
    assert f'href="{ADDRESS}"' in client.get("/referentiel/saisons/2/").content.decode()
    assert "ateliers-title" not in client.get("/referentiel/saisons/1/").content.decode()


@pytest.mark.usefixtures("loaded")
def test_source_names_one_atelier_only() -> None:
    assert [str(one) for one in Atelier.objects.all()] == ["Saison 2, atelier 3"]
    assert (Talk.objects.count(), Talk.objects.filter(is_filmed=True).count()) == (2, 2)
    assert not Resource.objects.exclude(link="", file="").exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["saisons/2/ateliers/9/", "saisons/2/ateliers/" + "9" * 30 + "/"]
)
def test_unknown_atelier_is_not_found(client: Client, address: str) -> None:
    assert client.get(f"/referentiel/{address}").status_code == 404


@pytest.mark.parametrize("count", [1, 5])
def test_page_costs_the_same_whatever_it_shows(
    client: Client, atelier: Atelier, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(count):
        Talk.objects.create(atelier=atelier, title=f"T {n}")
        Resource.objects.create(
            season=atelier.season, atelier=atelier, title=f"R {n}", slug=f"r-{n}", kind="film"
        )
    with django_assert_num_queries(4):
        assert client.get(atelier.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ((None, None), ""),
        ((date(2019, 11, 5), None), "le 5 novembre 2019"),
        ((date(2019, 11, 5), date(2019, 11, 5)), "le 5 novembre 2019"),
        ((date(2019, 11, 5), date(2019, 11, 6)), "du 5 novembre 2019 au 6 novembre 2019"),
    ],
)
def test_days_are_said_as_they_are_known(days: tuple[date | None, date | None], said: str) -> None:
    assert Atelier(starts_on=days[0], ends_on=days[1]).period == said


FORMS = ["ateliers/nouveau/", "ateliers/1/modifier/", "ateliers/1/interventions/nouvelle/"]


@pytest.mark.usefixtures("atelier")
@pytest.mark.parametrize("form", FORMS)
def test_strangers_are_asked_to_log_in(client: Client, form: str) -> None:
    address = f"/referentiel/saisons/7/{form}"
    for answer in (client.get(address), client.post(address, {"number": 4, "theme": "Autre"})):
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/connexion/")
    assert Atelier.objects.get().theme == "Tenir le fil"
    assert not Talk.objects.exists()


def test_atelier_is_added_once_however_often_its_form_is_sent(
    keeper: Client, season: Season
) -> None:
    address = "/referentiel/saisons/7/ateliers/nouveau/"
    form = sent(keeper, address) | {
        "number": "2",
        "theme": "• Tenir le fil",
        "starts_on": "2023-05-04",
        "why": "Retrouvé",
    }
    for _ in range(2):
        answer = keeper.post(address, form)
        assert answer.status_code == 302
        assert answer.headers["Location"] == "/referentiel/saisons/7/ateliers/2/"
    made = Atelier.objects.get()
    assert (made.season, made.starts_on) == (season, date(2023, 5, 4))
    entry = HistoryEntry.objects.get(noun="atelier")
    assert (entry.event, entry.author, entry.why) == (
        "atelier_added",
        "Alice",
        "Retrouvé",
    )


@pytest.mark.usefixtures("atelier")
@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"number": "1"}, "Cette saison a déjà un atelier de ce numéro."),
        ({"number": "0"}, "number"),
        ({"number": "x"}, "number"),
        ({"theme": ""}, "theme"),
        ({"theme": "a" * 201}, "theme"),
        ({"starts_on": "hier"}, "starts_on"),
        ({"starts_on": "0026-01-01"}, "trop loin"),
        ({"starts_on": "2023-05-04", "ends_on": "2023-05-03"}, "avant d’avoir commencé"),
        ({"ends_on": "2023-05-03"}, "avant d’avoir commencé"),
        ({"theme": "a\0"}, "theme"),
    ],
)
def test_wrong_atelier_comes_back_with_all_that_was_typed(
    keeper: Client, wrong: dict[str, str], sentence: str
) -> None:
    form = {
        "number": "2",
        "theme": "Autre",
        "place": "Lens",
        "why": "Pour voir",
        "operation": str(uuid4()),
        **wrong,
    }
    answer = keeper.post("/referentiel/saisons/7/ateliers/nouveau/", form)
    told = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in told
    assert 'value="Lens"' in told
    assert 'value="Pour voir"' in told
    assert Atelier.objects.count() == 1


def test_atelier_that_somebody_else_has_changed_is_not_saved_over(
    keeper: Client, atelier: Atelier
) -> None:
    address = "/referentiel/saisons/7/ateliers/1/modifier/"
    form = sent(keeper, address) | {"theme": "Le mien"}
    Atelier.objects.update(theme="Le leur")
    answer = keeper.post(address, form)
    told = answer.content.decode()
    assert answer.status_code == 422
    assert "Le leur" in told
    again = html.fromstring(answer.content).xpath("//main//form")[0]
    assert again.fields["theme"] == "Le mien"
    assert keeper.post(address, dict(again.form_values())).status_code == 302
    atelier.refresh_from_db()
    assert atelier.theme == "Le mien"


def test_talk_is_added_and_corrected(keeper: Client, atelier: Atelier) -> None:
    address = f"{atelier.get_absolute_url()}interventions/nouvelle/"
    form = sent(keeper, address) | {"title": "Écouter", "is_filmed": "True"}
    for _ in range(2):
        assert keeper.post(address, form).status_code == 302
    talk = Talk.objects.get()
    assert talk.is_filmed
    address = f"{atelier.get_absolute_url()}interventions/{talk.pk}/"
    form = sent(keeper, address)
    assert form["is_filmed"] == "True"
    assert keeper.post(address, form | {"is_filmed": "False"}).status_code == 302
    assert not Talk.objects.get().is_filmed
    events = HistoryEntry.objects.filter(noun="talk").order_by("pk").values_list("event", flat=True)
    assert list(events) == ["talk_added", "talk_changed"]


def test_talk_of_another_atelier_is_not_found(keeper: Client, atelier: Atelier) -> None:
    other = Atelier.objects.create(season=atelier.season, number=2, theme="Autre")
    talk = Talk.objects.create(atelier=other, title="T")
    address = f"{atelier.get_absolute_url()}interventions/{talk.pk}/"
    assert keeper.get(address).status_code == 404


def test_texts_are_escaped(client: Client, atelier: Atelier) -> None:
    Atelier.objects.update(theme="<script>alert(1)</script>", place="<script>alert(1)</script>")
    Talk.objects.create(atelier=atelier, title="<script>alert(1)</script>", speakers="<script>a")
    for address in (atelier.get_absolute_url(), atelier.season.get_absolute_url()):
        assert "<script>a" not in client.get(address).content.decode()
