"""The page of the search: what it finds, what it says when it finds nothing, and at what cost."""

from datetime import date
from urllib.parse import urlencode

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from lxml import html
from pytest_django import DjangoAssertNumQueries

from referentiel.commands.balises import Given, Wording, add_balise, take_balise
from referentiel.commands.base import Author, keep
from referentiel.commands.evidence import Piece
from referentiel.models import EvidenceKind, Season, Stake, Territory

ADDRESS = "/referentiel/recherche/"
ALICE = Author("Alice", 7)


def page(client: Client, **asked: object) -> str:
    answer = client.get(f"{ADDRESS}?{urlencode(asked)}")
    assert answer.status_code == 200
    return answer.content.decode()


def titles(told: str) -> list[str]:
    return [each.text_content() for each in html.fromstring(told).cssselect(".result h3")]


@pytest.fixture
def lens(db: None) -> Territory:
    place = Territory(name="Lens", slug="lens", kind="town")
    keep(place, author=ALICE)
    return place


def taken(place: Territory, season: Season | None = None) -> None:
    Stake.objects.create(key="value", position=1, short_title="Valeur", title="La valeur")
    readings = [{"stake": "value", "title": "Valeur", "own": 1.0, "peers": 3.0, "gap": True}]
    pieces = [
        Piece("AAAA/balise/1", EvidenceKind.WORDING, "Tenir le fil"),
        Piece("AAAA/card/1", EvidenceKind.CARD, "Le terril", "Un <b>récit</b> fort.", "1986", place,
              {"kind": "Racine", "readings": readings}),
    ]  # fmt: skip
    take_balise(Given(pieces, season, "Mars", date(2024, 3, 1), stakes=["value"]), author=ALICE)


def test_card_is_found_with_its_words_marked_and_its_place_on_the_sheet(
    client: Client, lens: Territory, season: Season
) -> None:
    taken(lens, season)
    told = page(client, q="RECITS")
    assert "Un &lt;b&gt;<mark>récit</mark>&lt;/b&gt; fort." in told
    link = html.fromstring(told).cssselect(".result h3 a")[0].attrib["href"]
    sheet, piece = link.split("#")
    assert f'id="{piece}"' in client.get(sheet).content.decode()


def test_filters_stand_in_the_address_and_in_the_form(
    client: Client, lens: Territory, season: Season
) -> None:
    taken(lens, season)
    assert titles(page(client, q="fil", enjeu="value", territoire="lens", saison=7, nature="town"))
    assert titles(page(client, q="terril", enjeu="value", saison=7)) == ["Le terril"]
    assert titles(page(client, q="terril", etat="emergente")) == []
    told = page(client, q="terril", enjeu="value")
    assert '<option value="value" selected>' in told
    assert 'value="terril"' in told
    assert f'href="?{urlencode({"q": "terril"})}"' in told


@pytest.mark.django_db
def test_page_without_a_search_says_what_can_be_found(client: Client) -> None:
    told = page(client)
    assert "Ce qui se trouve ici" in told
    assert titles(told) == []


@pytest.mark.django_db
def test_page_that_finds_nothing_says_what_to_do(client: Client) -> None:
    told = page(client, q="zzz", etat="retiree")
    assert "Rien ne répond" in told
    for words in ("les mêmes mots partout", "moins de mots", "toutes les balises"):
        assert words in told


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("é" * 500, "Raccourcissez"), ("?!", "au moins un mot"), ("de la", "au moins un mot")],
)
def test_what_cannot_be_looked_for_gets_a_sentence_and_stays(
    client: Client, typed: str, sentence: str
) -> None:
    told = page(client, q=typed)
    assert sentence in told
    assert f'value="{typed}"' in told


@pytest.mark.django_db
def test_markup_is_never_obeyed(client: Client) -> None:
    add_balise(Wording("Tenir <script>alert(1)</script>"), author=ALICE)
    told = page(client, q="<script>alert")
    assert "<script>alert" not in told
    assert "&lt;<mark>script</mark>&gt;<mark>alert</mark>" in told


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 50])
def test_page_costs_the_same_whatever_it_finds(
    client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for each in range(number):
        place = Territory(name=f"Lens {each}", slug=f"lens-{each}", kind="town")
        keep(place, author=ALICE)
    with django_assert_num_queries(5):
        told = page(client, q="lens")
    assert len(titles(told)) == min(number, 20)


@pytest.mark.django_db
def test_results_continue_on_further_pages_of_the_same_search(client: Client) -> None:
    for each in range(45):
        keep(Territory(name=f"Lens {each}", slug=f"lens-{each}", kind="town"), author=ALICE)
    seen: list[str] = []
    address = f"{ADDRESS}?q=lens&nature=town"
    while address:
        told = html.fromstring(client.get(address).content)
        seen += [each.text_content() for each in told.cssselect(".result h3")]
        after = told.cssselect('a[rel="next"]')
        address = ADDRESS + after[0].attrib["href"] if after else ""
    assert len(seen) == len(set(seen)) == 45
    for number in ("zero", "-1", "9" * 5_000, "", "é"):
        assert client.get(ADDRESS, {"q": "lens", "page": number}).status_code == 200


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("address", ["", "balises/", "territoires/lens/", "saisons/1/"])
def test_pages_lead_to_the_search(client: Client, address: str) -> None:
    told = html.fromstring(client.get(f"/referentiel/{address}").content)
    form = told.cssselect('form[role="search"]')[0]
    assert (form.get("action"), form.get("method")) == (ADDRESS, "get")
    assert told.cssselect(f'label[for="{form.cssselect("input")[0].get("id")}"]')


@pytest.mark.django_db
def test_search_cannot_be_posted_to(client: Client) -> None:
    assert client.post(ADDRESS, {"q": "lens"}).status_code == 405


@pytest.mark.django_db
def test_null_sign_in_an_address_gets_the_sentence_of_the_site(client: Client) -> None:
    assert client.get(f"{ADDRESS}?q=lens%00").status_code == 400


class Typed(TestCase):
    """Anything that an address can carry."""

    @given(
        st.dictionaries(
            st.sampled_from(["q", "enjeu", "territoire", "saison", "etat", "nature", "page"]),
            st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])),
        )
    )
    def test_page_answers_whatever_is_typed(self, asked: dict[str, str]) -> None:
        page(Client(), **asked)
