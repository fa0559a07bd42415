"""Editions on the web: everyone reads, compares, cites and downloads them, for good."""

import re
from datetime import date
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client
from lxml import html
from pytest_django import DjangoAssertNumQueries

from referentiel.commands.balises import (
    Wording,
    add_balise,
    merge_balise,
    move_balise,
    reword_balise,
)
from referentiel.commands.editions import erase_signatory
from referentiel.models import BaliseState, Edition, Territory
from referentiel.views import editions as views
from tests.referentiel.publishing import ADA, ALICE, LUC, make_balise, make_stake, publish

LIST = "/referentiel/editions/"
ATOM = "{http://www.w3.org/2005/Atom}"


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def article(told: str) -> str:
    """A page without what surrounds it, where a token is never the same."""
    return told.partition("<article")[2].partition("</article>")[0]


@pytest.fixture
def edition(territory: Territory) -> Edition:
    make_stake()
    return publish(make_balise(territory, is_example=True))


def test_edition_shows_all_that_it_keeps(client: Client, edition: Edition) -> None:
    told = page(client, f"{LIST}1/")
    for words in (
        "Premier référentiel", "Pour les suivants.", ADA, LUC, "CC BY-SA 4.0", "Tenir le fil",
        "Le terril", "Val-d’Essai", "Séance de mars", "7 points", "écart", "exemple fictif",
    ):  # fmt: skip
        assert words in told
    assert "<b>fort" not in told
    assert told.count("<h1") == 1
    assert "Alice" not in told


def test_edition_stays_what_it_was(client: Client, edition: Edition) -> None:
    before = article(page(client, f"{LIST}1/"))
    balise = add_balise(Wording("Garder le cap"), author=ALICE)
    kept = Territory.objects.get().evidence.get().balise
    reword_balise(kept, Wording("Garder le fil"), seen=1, author=ALICE)
    merge_balise(kept, balise, author=ALICE, why="Idem")
    Territory.objects.update(name="Autre ville")
    assert article(page(client, f"{LIST}1/")) == before
    # What its page links to is there as well.
    assert client.get("/referentiel/balises/tenir-le-fil/", follow=True).status_code == 200


def test_edition_without_a_signatory_says_so(client: Client, edition: Edition) -> None:
    erase_signatory(edition, ADA, author=ALICE)
    told = page(client, f"{LIST}1/")
    assert ADA not in told
    assert LUC in told
    assert "Un signataire a été retiré de cette édition le" in told


def test_citation_can_be_selected_and_stands_alone(client: Client, edition: Edition) -> None:
    told = page(client, f"{LIST}1/")
    found = re.search(r'id="citation">(.*?)</p>', told)
    assert found
    address = f"{settings.PUBLIC_URL}{LIST}1/"
    assert found[1].endswith(address)
    assert "Premier référentiel" in found[1]
    assert str(edition.published_on.year) in found[1]


def test_older_edition_leads_to_the_newest(client: Client, edition: Edition) -> None:
    publish(add_balise(Wording("Garder le cap"), author=ALICE), title="Second référentiel")
    assert "plus récente" in page(client, f"{LIST}1/")
    second = page(client, f"{LIST}2/")
    assert "plus récente" not in second
    assert f"{LIST}comparer/?de=1&amp;a=2" in second


def test_list_and_overview_show_the_editions(client: Client, edition: Edition) -> None:
    publish(add_balise(Wording("Garder le cap"), author=ALICE), title="Second référentiel")
    told = page(client, LIST)
    assert told.index("Second référentiel") < told.index("Premier référentiel")
    overview = page(client, "/referentiel/")
    assert "Second référentiel" in overview
    assert "Premier référentiel" not in overview
    assert f'href="{LIST}"' in overview


@pytest.mark.django_db
def test_without_an_edition_pages_say_so(client: Client) -> None:
    for address in (LIST, f"{LIST}comparer/", f"{LIST}comparer/?de=1&a=2"):
        assert "Aucune édition" in page(client, address)
    assert "Aucune édition" in page(client, "/referentiel/")
    page(client, f"{LIST}flux.xml")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["1/", "99999999999999999999/", "-1/", "1/json/", "1/exe/"])
def test_edition_that_is_not_there_is_not_found(client: Client, address: str) -> None:
    page(client, LIST + address, 404)


def test_unknown_file_is_not_found(client: Client, edition: Edition) -> None:
    page(client, f"{LIST}1/exe/", 404)


@pytest.mark.parametrize(("form", "name"), [("html", "html"), ("json", "json"), ("csv", "zip")])
def test_file_is_downloaded_under_its_name_with_the_same_bytes(
    client: Client, edition: Edition, form: str, name: str
) -> None:
    first = client.get(f"{LIST}1/{form}/", headers={"Host": "testserver"})
    again = client.get(f"{LIST}1/{form}/")
    assert first.content == again.content
    assert first["Content-Disposition"] == f'attachment; filename="villes-pairs-edition-1.{name}"'


def test_comparison_tells_what_changed(client: Client, territory: Territory) -> None:
    first, second, third = (
        add_balise(Wording(f"Tenir le fil {number}"), author=ALICE)
        for number in ("un", "deux", "trois")
    )
    publish(first, second, third)
    reword_balise(first, Wording("Garder le fil un"), seen=1, author=ALICE)
    move_balise(second, BaliseState.CONSENTED, author=ALICE)
    move_balise(second, BaliseState.TESTED, author=ALICE)
    merge_balise(third, first, author=ALICE, why="Idem")
    publish(first, second, add_balise(Wording("Semer large"), author=ALICE), title="Second")
    told = page(client, f"{LIST}comparer/?de=1&a=2")
    assert "Tenir" in told.partition("<del")[2].partition("</del>")[0]
    assert "Garder" in told.partition("<ins")[2].partition("</ins>")[0]
    for words in ("Semer large", "émergente, puis éprouvée", "réunie à", "Tenir le fil trois"):
        assert words in told
    assert article(page(client, f"{LIST}comparer/")) == article(told)
    assert "disent la même chose" in page(client, f"{LIST}comparer/?de=2&a=2")


def test_comparison_of_many_rewordings_shows_the_words_of_the_one_asked_for(
    client: Client, territory: Territory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "SHOWN_IN_WORDS", 1)
    balises = [add_balise(Wording(f"Tenir le fil {n}"), author=ALICE) for n in (1, 2)]
    publish(*balises)
    for n, balise in enumerate(balises):
        reword_balise(balise, Wording(f"Garder le cap {n}"), seen=1, author=ALICE)
    publish(*balises, title="Second")
    told = page(client, f"{LIST}comparer/")
    assert "<ins" not in told
    (one, *_others) = (
        link.get("href")
        for link in html.fromstring(told).xpath("//a[contains(., 'Voir mot à mot')]")
    )
    shown = html.fromstring(page(client, f"{LIST}comparer/{one}"))
    assert len(shown.xpath("//article[@class='difference'][.//ins]")) == 1
    assert "<ins" not in page(client, f"{LIST}comparer/?balise=<script>")


@pytest.mark.parametrize("query", ["?de=9&a=x", "?de=&a=", "?de=2&a=1", "?de=-1&a=²"])
def test_editions_that_do_not_exist_show_those_that_do(
    client: Client, edition: Edition, query: str
) -> None:
    page(client, f"{LIST}comparer/{query}")


def test_feed_tells_of_each_edition_and_of_an_erasure(client: Client, edition: Edition) -> None:
    publish(add_balise(Wording("Garder le cap"), author=ALICE), title="Second <référentiel>")
    answer = client.get(f"{LIST}flux.xml")
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)  # noqa: S314 -- our own
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}id") for entry in entries] == [
        f"{settings.PUBLIC_URL}{LIST}2/",
        f"{settings.PUBLIC_URL}{LIST}1/",
    ]
    assert "Second <référentiel>" in (entries[0].findtext(f"{ATOM}title") or "")
    assert answer.content == client.get(f"{LIST}flux.xml").content
    Edition.objects.filter(number=1).update(removals=[date(2099, 1, 2).isoformat()])
    assert "2099-01-02" in page(client, f"{LIST}flux.xml")


@pytest.mark.parametrize("count", [1, 12])
def test_pages_cost_the_same_whatever_they_show(
    client: Client,
    territory: Territory,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    balises = [make_balise(territory, f"Tenir {n}", number=n) for n in range(count)]
    publish(*balises)
    publish(*balises)
    # Drawn once.
    page(client, f"{LIST}1/")
    for address, number in (
        ("", 1), ("1/", 2), ("1/html/", 1), ("1/json/", 1), ("1/csv/", 1), ("flux.xml", 1),
        ("comparer/", 2),
    ):  # fmt: skip
        with django_assert_num_queries(number):
            page_of(client, LIST + address)


def page_of(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    # Everyone may keep them, and asks again each time.
    assert {"public", "no-cache"} <= set(answer["Cache-Control"].split(", "))
