"""The pages of référentiels: what everyone reads, and the forms of those who keep them."""

from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from lxml import html
from pytest_django import DjangoAssertNumQueries

from referentiel.commands.balises import Wording, add_balise
from referentiel.commands.base import Author
from referentiel.commands.stakes import rename_stake, retire_stake
from referentiel.models import Balise, HistoryEntry, Referentiel, Stake
from tests.referentiel.stakes import add_rives

pytestmark = pytest.mark.django_db
ALICE = Author("Alice", 7)
HOME = "/referentiel/referentiels/"


@pytest.fixture
def rives(db: None) -> Referentiel:
    """Adds a second référentiel, with two stakes."""
    return add_rives()


@pytest.fixture
def keeper(db: None) -> Client:
    """Returns somebody with an account."""
    browser = Client()
    browser.force_login(get_user_model().objects.create_user("alice@exemple.fr", "Alice"))
    return browser


def drawn(browser: Client, address: str) -> dict[str, Any]:
    """Returns what the form of a page would send as it stands."""
    page = html.fromstring(browser.get(address).content)
    return dict(page.xpath("//main//form")[-1].form_values())


def test_everyone_reads_a_referentiel_and_the_names_of_before(
    client: Client, rives: Referentiel, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    stake = rives.stakes.get(short_title="Soin")
    rename_stake(stake, short_title="Attention", title=stake.title, author=ALICE, why="Plus large")
    retire_stake(rives.stakes.get(short_title="Sobriété"), author=ALICE, why="Dit ailleurs")
    with django_assert_max_num_queries(12):
        page = client.get(f"{HOME}referentiel-des-rives/").content.decode()
    for words in ("Attention", "« Soin »".replace(" ", "\N{NO-BREAK SPACE}"), "Plus large"):
        assert words in html.fromstring(page).text_content()
    assert "Enjeux retirés" in page
    assert "Renommer" not in page
    with django_assert_max_num_queries(12):
        listed = client.get(HOME).content.decode()
    assert "Attention" in listed
    assert "Sobriété" not in listed
    assert HOME in client.get("/referentiel/").content.decode()


@pytest.mark.parametrize(
    "path", ["nouveau/", "rives/modifier/", "rives/ordre/", "rives/enjeux/nouveau/"]
)
def test_strangers_are_asked_to_log_in(client: Client, rives: Referentiel, path: str) -> None:
    address = f"{HOME}{path.replace('rives', rives.slug)}"
    for answer in (client.get(address), client.post(address, {"name": "x"})):
        assert answer.status_code == 302
        assert "?next=" in answer.headers["Location"]


def test_referentiel_and_stake_are_added_once(keeper: Client) -> None:
    sent = {**drawn(keeper, f"{HOME}nouveau/"), "name": "Nouveau", "description": "D’ici."}
    for _ in range(2):
        answer = keeper.post(f"{HOME}nouveau/", sent)
        # « nouveau » is the address of the form.
        assert answer.headers["Location"] == f"{HOME}nouveau-2/"
    address = f"{HOME}nouveau-2/enjeux/nouveau/"
    stake = {**drawn(keeper, address), "short_title": "Soin", "title": "Prendre soin"}
    for _ in range(2):
        assert keeper.post(address, stake).status_code == 302
    assert Referentiel.objects.get(slug="nouveau-2").stakes.get().short_title == "Soin"


def test_bad_words_come_back_with_all_that_was_typed(keeper: Client, rives: Referentiel) -> None:
    address = f"{HOME}{rives.slug}/enjeux/nouveau/"
    sent = {"short_title": " soin", "title": "Tout autre chose", "operation": str(uuid4())}
    answer = keeper.post(address, sent)
    assert answer.status_code == 422
    assert "déjà celui de" in answer.content.decode()
    assert "Tout autre chose" in answer.content.decode()
    assert keeper.post(address, {"short_title": "x" * 41, "title": ""}).status_code == 422
    assert rives.stakes.count() == 2


def test_stake_is_renamed_and_a_stale_form_is_told(keeper: Client, rives: Referentiel) -> None:
    stake = rives.stakes.get(short_title="Soin")
    address = f"{HOME}{rives.slug}/enjeux/{stake.key}/"
    first = {**drawn(keeper, address), "short_title": "Attention", "why": "Plus large"}
    late = {**drawn(keeper, address), "short_title": "Égard"}
    assert keeper.post(address, first).status_code == 302
    entry = HistoryEntry.objects.latest("pk")
    assert (entry.event, entry.subject, entry.why) == ("stake_changed", stake.key, "Plus large")
    answer = keeper.post(address, late)
    assert answer.status_code == 422
    assert "Attention" in answer.content.decode()
    assert Stake.objects.get(pk=stake.pk).short_title == "Attention"


def test_referentiel_is_renamed_at_the_same_address(keeper: Client, rives: Referentiel) -> None:
    address = f"{HOME}{rives.slug}/modifier/"
    late = {**drawn(keeper, address), "name": "Des berges"}
    sent = {**drawn(keeper, address), "name": "Référentiel du lac"}
    assert keeper.post(address, sent).headers["Location"] == f"{HOME}{rives.slug}/"
    assert keeper.post(address, late).status_code == 422
    assert Referentiel.objects.get(pk=rives.pk).name == "Référentiel du lac"


def test_order_changes_by_buttons_and_a_late_one_is_told(
    keeper: Client, rives: Referentiel
) -> None:
    address = f"{HOME}{rives.slug}/ordre/"
    page = html.fromstring(keeper.get(address).content)
    up = dict(page.xpath("//ol//form")[-1].form_values())
    assert keeper.post(address, up).headers["Location"] == f"{address}#{up['stake']}"
    assert [stake.short_title for stake in rives.stakes.all()] == ["Soin", "Sobriété"]
    late = keeper.post(address, up)
    assert late.status_code == 422
    assert "L’ordre a changé" in late.content.decode()
    for wrong in ({}, {"stake": "value", "seen": up["seen"]}, {**up, "seen": "\0"}):
        assert keeper.post(address, wrong).status_code == 422
    assert [stake.short_title for stake in rives.stakes.all()] == ["Soin", "Sobriété"]


def test_stake_is_retired_with_a_reason_and_put_back(keeper: Client, rives: Referentiel) -> None:
    stake = rives.stakes.get(short_title="Soin")
    address = f"{HOME}{rives.slug}/enjeux/{stake.key}/"
    assert keeper.post(f"{address}retirer/", {"why": ""}).status_code == 422
    assert keeper.post(f"{address}retirer/", {"why": "Dit ailleurs"}).status_code == 302
    assert Stake.objects.get(pk=stake.pk).is_retired
    last = rives.stakes.get(short_title="Sobriété")
    answer = keeper.post(f"{HOME}{rives.slug}/enjeux/{last.key}/retirer/", {"why": "Assez"})
    assert "dernier enjeu" in answer.content.decode()
    assert keeper.post(f"{address}remettre/", {}).status_code == 302
    assert not Stake.objects.get(pk=stake.pk).is_retired


def test_stake_of_another_referentiel_is_not_found(keeper: Client, rives: Referentiel) -> None:
    stake = rives.stakes.get(short_title="Soin")
    assert keeper.get(f"{HOME}villes-pairs/enjeux/{stake.key}/").status_code == 404
    assert keeper.get(f"{HOME}nulle-part/").status_code == 404


def test_balise_form_offers_the_stakes_of_each_referentiel(
    keeper: Client, rives: Referentiel
) -> None:
    address = "/referentiel/balises/nouvelle/"
    value = Stake.objects.create(key="value", position=1, short_title="Valeur", title="La valeur")
    page = keeper.get(address).content.decode()
    assert page.index("Valeur") < page.index("Référentiel des rives") < page.index("Sobriété")
    soin = rives.stakes.get(short_title="Soin")
    sent = {
        **drawn(keeper, address),
        "statement": "Tenir le fil",
        "stakes": [value.key],
        f"stakes-{rives.pk}": [soin.key],
    }
    assert keeper.post(address, sent).status_code == 302
    balise = Balise.objects.get()
    assert [one["key"] for one in balise.versions.get().stakes] == [value.key, soin.key]


def test_retired_stake_stays_on_a_balise_that_is_reworded(
    keeper: Client, rives: Referentiel
) -> None:
    soin = rives.stakes.get(short_title="Soin")
    balise = add_balise(Wording("Tenir le fil", stakes=[soin.key]), author=ALICE)
    retire_stake(soin, author=ALICE, why="Dit ailleurs")
    address = f"/referentiel/balises/{balise.slug}/reformuler/"
    form = html.fromstring(keeper.get(address).content).xpath("//main//form")[-1]
    sent = {**dict(form.form_values()), "statement": "Garder le fil"}
    assert sent[f"stakes-{rives.pk}"] == soin.key
    assert keeper.post(address, sent).status_code == 302
    assert [one["key"] for one in balise.versions.latest("number").stakes] == [soin.key]
    assert "Soin" not in keeper.get("/referentiel/balises/nouvelle/").content.decode()
