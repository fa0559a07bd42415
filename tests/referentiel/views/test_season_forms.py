"""Seasons, collectives, guests, territories and organisations: kept on pages by people with an account."""

from typing import Any

import pytest
from django.test import Client
from lxml import html

from referentiel.commands.base import Author, keep, remove
from referentiel.models import (
    Collective,
    Guest,
    HistoryEntry,
    Organisation,
    Season,
    Territory,
)

ALICE = Author("Alice", 7)
ROOT = "/referentiel/"
FORMS = (
    *("saisons/nouvelle/", "saisons/3/modifier/", "saisons/3/retirer/", "saisons/3/historique/"),
    *("saisons/3/collectifs/nouveau/", "saisons/3/collectifs/lens/"),
    *("saisons/3/collectifs/lens/modifier/", "saisons/3/collectifs/lens/retirer/"),
    "saisons/3/collectifs/lens/invites/nouveau/",
    *("territoires/nouveau/", "territoires/lens/modifier/", "territoires/lens/retirer/"),
    *("territoires/lens/historique/", "organisations/", "organisations/nouvelle/"),
    *("organisations/dalkia/modifier/", "organisations/dalkia/historique/"),
)


def shown(browser: Client, address: str) -> dict[str, Any]:
    """Returns the form of a page, as its browser would send it."""
    return filled(browser.get(ROOT + address).content)


def filled(page: bytes) -> dict[str, Any]:
    form = html.fromstring(page).xpath("//main//form")[0]
    sent: dict[str, Any] = {}
    for name, value in form.form_values():
        sent[name] = [*sent[name], value] if name in sent else [value]
    return sent


def last() -> HistoryEntry:
    """Returns the newest entry."""
    entry: HistoryEntry = HistoryEntry.objects.latest("pk")
    return entry


@pytest.mark.usefixtures("loaded")
def test_strangers_are_asked_to_log_in_and_change_nothing(client: Client) -> None:
    before = HistoryEntry.objects.count()
    for form in FORMS:
        answers = [client.get(ROOT + form)]
        if not form.endswith(("historique/", "lens/", "organisations/")):
            answers.append(client.post(ROOT + form, {"name": "Autre", "title": "Autre"}))
        for answer in answers:
            assert answer.status_code == 302, form
            assert answer.headers["Location"].startswith("/connexion/")
    assert HistoryEntry.objects.count() == before


@pytest.mark.usefixtures("loaded")
def test_season_is_added_once_with_its_pilots(keeper: Client) -> None:
    atemis = Organisation.objects.get(slug="atemis")
    form = shown(keeper, "saisons/nouvelle/")
    assert form["number"] == ["4"]
    form |= {
        "title": "La suite",
        "theme": "Continuer.",
        "starts_on": "2026-09",
        "pilots": [atemis.pk],
        "why": "Elle commence",
    }
    for _ in range(2):
        answer = keeper.post(f"{ROOT}saisons/nouvelle/", form)
        assert answer.headers["Location"] == "/referentiel/saisons/4/"
    season = Season.objects.get(number=4)
    assert [pilot.slug for pilot in season.pilots.all()] == ["atemis"]
    assert (season.period, last().why) == ("depuis septembre 2026", "Elle commence")
    assert HistoryEntry.objects.filter(noun="season", subject=str(season.pk)).count() == 1


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"number": "3"}, "Une saison a déjà ce numéro"),
        ({"starts_on": "hier"}, "Écrivez l’année et le mois"),
        ({"starts_on": "0026-09"}, "trop loin"),
        ({"ends_on": "2020-01"}, "ne peut pas finir avant"),
        ({"theme": ""}, "obligatoire"),
    ],
)
def test_bad_season_comes_back_with_all_that_was_typed(
    keeper: Client, wrong: dict[str, str], sentence: str
) -> None:
    form = {"number": "4", "title": "La suite", "theme": "Continuer.", "starts_on": "2026-09"}
    answer = keeper.post(f"{ROOT}saisons/nouvelle/", form | wrong)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert filled(answer.content)["title"] == ["La suite"]
    assert not Season.objects.filter(number=4).exists()


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("address", "name", "mine", "theirs"),
    [
        ("saisons/3/modifier/", "title", "Le mien", "Le leur"),
        ("saisons/3/modifier/", "ends_on", "2021-07", "2021-08"),
        ("saisons/3/collectifs/lens/modifier/", "note", "La mienne", "La leur"),
        ("territoires/lens/modifier/", "population", "31 000", "32 000"),
        ("territoires/lens/modifier/", "kind", "other", "region"),
        ("organisations/dalkia/modifier/", "description", "La mienne", "La leur"),
    ],
)
def test_stale_form_shows_both_texts_and_loses_none(
    keeper: Client, address: str, name: str, mine: str, theirs: str
) -> None:
    stale = shown(keeper, address) | {name: mine}
    assert keeper.post(ROOT + address, shown(keeper, address) | {name: theirs}).status_code == 302
    count = HistoryEntry.objects.count()
    answer = keeper.post(ROOT + address, stale)
    assert answer.status_code == 422
    assert HistoryEntry.objects.count() == count
    told = html.fromstring(answer.content)
    assert filled(answer.content)[name] == [mine]
    said = {"2021-08": "août 2021", "32 000": "32\u00a0000", "region": "Région"}.get(theirs, theirs)
    assert told.xpath("//*[@class='theirs__text']/text()") == [said]
    assert keeper.post(ROOT + address, filled(answer.content)).status_code == 302
    assert shown(keeper, address)[name] == [mine.replace(" ", "") if name == "population" else mine]


@pytest.mark.usefixtures("loaded")
def test_season_with_a_new_number_is_found_at_its_old_address(
    keeper: Client, client: Client
) -> None:
    form = shown(keeper, "saisons/2/modifier/") | {"number": "12"}
    assert keeper.post(f"{ROOT}saisons/2/modifier/", form).headers["Location"].endswith("/12/")
    for old, new in (
        ("saisons/2/", "saisons/12/"),
        ("saisons/2/ateliers/3/", "saisons/12/ateliers/3/"),
    ):
        assert client.get(ROOT + old).headers["Location"] == ROOT + new
    atelier = "saisons/12/ateliers/3/modifier/"
    assert keeper.post(ROOT + atelier, shown(keeper, atelier) | {"number": "1"}).status_code == 302
    for old in ("saisons/12/ateliers/3/", "saisons/2/ateliers/3/"):
        assert client.get(ROOT + old).headers["Location"] == f"{ROOT}saisons/12/ateliers/1/"
    assert client.get(f"{ROOT}saisons/5/").status_code == 404


@pytest.mark.usefixtures("loaded")
def test_what_is_needed_stays_and_the_page_says_what_needs_it(keeper: Client) -> None:
    for address, words in (
        ("saisons/3/retirer/", "5 collectifs territoriaux"),
        ("territoires/lens/retirer/", "Ville de Lens, saison 3"),
        ("organisations/dalkia/retirer/", "Ville de Lens, saison 3"),
        ("organisations/atemis/retirer/", "1 saison"),
        ("saisons/2/ateliers/3/retirer/", "2 interventions"),
    ):
        page = keeper.get(ROOT + address)
        assert words in page.content.decode(), address
        assert "button--danger" not in page.content.decode()
        answer = keeper.post(ROOT + address, {"why": "Essai"})
        assert answer.status_code == 422
        assert words in answer.content.decode()
    assert not HistoryEntry.objects.filter(event__endswith="_removed").exists()


@pytest.mark.usefixtures("loaded")
def test_collective_leaves_with_its_guests_once(keeper: Client) -> None:
    address = f"{ROOT}saisons/3/collectifs/lens/retirer/"
    for _ in range(2):
        answer = keeper.post(address, {"why": "Une erreur"})
        assert answer.headers["Location"] == "/referentiel/saisons/3/#collectives-title"
    removed = HistoryEntry.objects.filter(event__endswith="_removed").order_by("pk")
    assert [(entry.noun, entry.why) for entry in removed] == [
        ("guest", "Une erreur"),
        ("collective", "Une erreur"),
    ]
    assert keeper.post(f"{ROOT}territoires/lens/retirer/").status_code == 302
    assert not Territory.objects.filter(slug="lens").exists()


@pytest.mark.usefixtures("loaded")
def test_collective_joins_with_a_new_territory_and_a_new_guest(keeper: Client) -> None:
    joining, inviting = (
        "saisons/3/collectifs/nouveau/",
        "saisons/3/collectifs/bourg-neuf/invites/nouveau/",
    )
    form = shown(keeper, joining) | {"new_territory": "Bourg-Neuf", "kind": "town"}
    for _ in range(2):
        answer = keeper.post(ROOT + joining, form)
        assert answer.headers["Location"] == "/referentiel/saisons/3/collectifs/bourg-neuf/"
    form = shown(keeper, inviting) | {
        "new_organisation": "Les Amis",
        "family": "citizens",
        "role": "voisins",
    }
    for _ in range(2):
        assert keeper.post(ROOT + inviting, form).status_code == 302
    guest = Guest.objects.get(collective__territory__slug="bourg-neuf")
    assert (str(guest), guest.role, guest.organisation.family) == (
        "Les Amis",
        "voisins",
        "citizens",
    )
    assert "Voisins" in keeper.get(f"{ROOT}saisons/3/collectifs/bourg-neuf/").content.decode()
    change = f"saisons/3/collectifs/bourg-neuf/invites/{guest.pk}/"
    keeper.post(ROOT + change, shown(keeper, change) | {"role": "voisines"})
    guest.refresh_from_db()
    assert guest.role == "voisines"
    for _ in range(2):
        assert keeper.post(f"{ROOT}{change}retirer/").status_code == 302
    assert not Guest.objects.filter(pk=guest.pk).exists()
    assert Organisation.objects.filter(name="Les Amis").exists()


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"why": "Essai"}, "Choisissez un territoire"),
        ({"new_territory": "Bourg-Neuf"}, "Dites la nature"),
        ({"territory": "lens"}, "Sélectionnez un choix valide"),
        ({"new_territory": "LENS", "kind": "town"}, "a déjà un collectif"),
    ],
)
def test_collective_that_says_too_little_or_joins_twice_is_refused(
    keeper: Client, said: dict[str, str], sentence: str
) -> None:
    if "territory" in said:
        said = {"territory": str(Territory.objects.get(slug="lens").pk)}
    answer = keeper.post(f"{ROOT}saisons/3/collectifs/nouveau/", said)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Collective.objects.filter(season__number=3).count() == 5


@pytest.mark.usefixtures("loaded")
def test_territory_is_added_once_and_keeps_its_address_and_its_mark(keeper: Client) -> None:
    form = shown(keeper, "territoires/nouveau/") | {
        "name": "Nouveau",
        "kind": "town",
        "population": "23 000",
    }
    for _ in range(2):
        answer = keeper.post(f"{ROOT}territoires/nouveau/", form)
        assert answer.headers["Location"] == "/referentiel/territoires/nouveau-2/"
    made = Territory.objects.get(slug="nouveau-2")
    assert (made.population, made.area_km2, made.is_example) == (23_000, None, False)
    made.is_example = True
    keep(made, author=ALICE)
    address = "territoires/nouveau-2/modifier/"
    answer = keeper.post(
        ROOT + address, shown(keeper, address) | {"name": "Autre nom", "population": ""}
    )
    assert answer.headers["Location"] == "/referentiel/territoires/nouveau-2/"
    made.refresh_from_db()
    assert (made.name, made.population, made.is_example) == ("Autre nom", None, True)


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("number", ["beaucoup", "-1", "9" * 12, "1,5"])
def test_number_that_is_none_is_refused(keeper: Client, number: str) -> None:
    address = "territoires/lens/modifier/"
    answer = keeper.post(ROOT + address, shown(keeper, address) | {"population": number})
    assert answer.status_code == 422
    assert filled(answer.content)["population"] == [number]


@pytest.mark.usefixtures("loaded")
def test_name_of_another_row_is_refused(keeper: Client) -> None:
    for address, name in (
        ("territoires/lens/modifier/", "PARIS"),
        ("organisations/dalkia/modifier/", "Colas"),
    ):
        answer = keeper.post(ROOT + address, shown(keeper, address) | {"name": name})
        assert answer.status_code == 422
        assert "Ce nom est déjà celui de" in answer.content.decode()


@pytest.mark.usefixtures("loaded")
def test_history_says_in_words_who_changed_what_when_and_why(keeper: Client) -> None:
    season = Season.objects.get(number=1)
    season.title, season.ends_on = "Le tout premier référentiel", None
    keep(season, links={"pilots": []}, author=ALICE, why="Relu")
    remove(Collective.objects.get(territory__slug="malaunay"), author=ALICE, why="Par erreur")
    told = " ".join(
        html.fromstring(keeper.get(f"{ROOT}saisons/1/historique/").content).text_content().split()
    )
    for words in (
        "Modification : saison « Le tout premier référentiel »",
        "« Relu »",
        "[ajouté : tout",
        "Fin [retiré : mars 2019]",
        "Copilotes [retiré : Ville de Loos-en-Gohelle, ATEMIS]",
        "Retrait : collectif territorial « Malaunay »",
        "« Par erreur »",
        "Alice",
        "Ajout : collectif territorial « Le Mené »",
    ):
        assert words.replace("\u00a0", " ") in told.replace("\u00a0", " "), words
    remove(Organisation.objects.create(name="X", slug="x", family="state"), author=ALICE)
    page = keeper.get(f"{ROOT}organisations/dalkia/historique/").content.decode()
    assert "Ajout\u00a0: organisation «\u00a0Dalkia\u00a0»" in page


@pytest.mark.usefixtures("loaded")
def test_season_history_tells_guests_and_talks(keeper: Client) -> None:
    page = keeper.get(f"{ROOT}saisons/3/historique/").content.decode()
    assert "Ajout\u00a0: invité «\u00a0Dalkia\u00a0»" in page
    page = keeper.get(f"{ROOT}saisons/2/historique/").content.decode()
    assert "Ajout\u00a0: atelier" in page
    assert "Ajout\u00a0: intervention" in page


@pytest.mark.usefixtures("loaded")
def test_keepers_are_told_what_to_do_where_something_is_missing(
    keeper: Client, client: Client
) -> None:
    page = keeper.get(f"{ROOT}saisons/1/").content.decode()
    for words in (
        "Aucun atelier encore",
        "Rien encore",
        "Aucune balise encore",
        "Tenir ce collectif",
    ):
        assert words in page
        assert words not in client.get(f"{ROOT}saisons/1/").content.decode()
    overview = keeper.get(ROOT).content.decode()
    for words in (
        "Ajouter une saison",
        "Ajouter un territoire",
        "Les organisations",
        "Écrire une balise",
    ):
        assert words in overview
        assert words not in client.get(ROOT).content.decode()
