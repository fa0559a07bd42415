"""The search finds by words, on both databases alike."""

from collections.abc import Collection

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from referentiel.commands.balises import Wording, add_balise, move_balise
from referentiel.commands.base import Author, keep
from referentiel.models import (
    BaliseState,
    SearchEntry,
    SearchNoun,
    Territory,
)
from referentiel.queries.search import PARTS, Asked, filters, found, results
from texts.sought import Sought
from texts.stems import indexed

ALICE = Author("Alice", 7)
WORDS = (
    "l’île", "ile", "Île-d’Yeu", "Mené", "menée", "mener", "mensuel", "coopérer", "coopération",
    "première", "2018", "3e", "œuvre", "½", "日本", "Ελλάδα", "العربية", "किताब", "de", "la", "naïve",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)


def asked(text: str, **filters: str) -> list[str]:
    """The titles that are found, in their order."""
    return [entry.title for entry in found(Asked.of({"q": text, **filters}))]


def entry_of(number: int, title: str, body: str) -> SearchEntry:
    return SearchEntry(
        noun=SearchNoun.CARD,
        subject=number,
        title=title or "sans titre",
        body=body,
        address="/",
        title_words=indexed(title),
        words=indexed(title, body),
    )


def holds(entry: SearchEntry, sought: Sought) -> bool:
    """What the databases must answer, in Python."""
    forms = entry.words.split()
    begun = any(form.startswith(sought.begun) for form in forms) if sought.begun else False
    return all(stem in forms for stem in sought.stems) and (sought.last in forms or begun)


class Search(TestCase):
    """Any texts, and anything that is typed."""

    @given(st.lists(st.tuples(TEXTS, TEXTS), max_size=6), TEXTS)
    def test_database_finds_what_python_finds(
        self, texts: list[tuple[str, str]], typed: str
    ) -> None:
        SearchEntry.objects.bulk_create(
            entry_of(number, *text) for number, text in enumerate(texts)
        )
        self.check(typed)

    @given(st.lists(st.text(max_size=40), max_size=4), st.text(max_size=250))
    def test_nothing_that_is_typed_breaks_it(self, texts: list[str], typed: str) -> None:
        rows = (
            entry_of(number, "", text.replace("\0", ""))
            for number, text in enumerate([*texts, typed])
        )
        SearchEntry.objects.bulk_create(rows)
        self.check(typed)

    @given(st.dictionaries(st.sampled_from(["q", *PARTS]), st.text(max_size=20)))
    def test_no_address_breaks_it(self, address: dict[str, str]) -> None:
        self.tell(Asked.of(address))

    def check(self, typed: str) -> None:
        asked = Asked.of({"q": typed})
        told = {entry.subject for entry in found(asked)}
        expected = {
            entry.subject for entry in SearchEntry.objects.all() if holds(entry, asked.sought)
        }
        assert told == (expected if asked.sought else set())
        self.tell(asked)

    def tell(self, asked: Asked) -> None:
        results(list(found(asked)), asked.sought, filters(asked))
        assert isinstance(asked.refusal, str)


@pytest.fixture
def places(db: None) -> Collection[Territory]:
    rows = [
        Territory(name="Le Mené", slug="le-mene", kind="town", location="Côtes-d’Armor"),
        Territory(name="Île-de-Bréhat", slug="brehat", kind="town"),
        Territory(name="Région Nord", slug="nord", kind="region", description="Face à l’île."),
    ]
    for row in rows:
        keep(row, author=ALICE)
    return rows


@pytest.mark.usefixtures("places")
@pytest.mark.parametrize("typed", ["l'île", "L’Île", "ile", "ÎLES", "i\u0302le", "l ile"])
def test_island_is_found_however_it_is_typed(typed: str) -> None:
    assert asked(typed) == ["Île-de-Bréhat", "Région Nord"]


@pytest.mark.usefixtures("places")
@pytest.mark.parametrize("typed", ["MENÉ", "mené", "mene", "Le Mené", "LE MENE", "« Mené »", "men"])
def test_mene_is_found_however_it_is_typed(typed: str) -> None:
    assert asked(typed) == ["Le Mené"]


@pytest.mark.usefixtures("places")
@pytest.mark.parametrize(
    "typed",
    ["\0", "'", '"', "*", "mené*\0zz", "NEAR(a b)", "a:*", "'); DROP TABLE x;--", "!", "()", "-", "|",
     "^zz", "words:zz", "%", "_", "\\", "<->", "&&", "{", "x" * 500, "zz " * 200],
)  # fmt: skip
def test_operators_find_nothing_and_break_nothing(typed: str) -> None:
    assert asked(typed) == []


@pytest.mark.usefixtures("places")
def test_all_words_must_be_there() -> None:
    assert asked("nord ile") == ["Région Nord"]
    assert asked("mené ile") == []


@pytest.mark.usefixtures("places")
def test_more_words_in_the_title_come_first_then_nouns_in_their_order() -> None:
    add_balise(Wording("Relier", concept="Le Mené et l’île."), author=ALICE)
    add_balise(Wording("Habiter une île"), author=ALICE)
    assert asked("ile") == ["Habiter une île", "Île-de-Bréhat", "Relier", "Région Nord"]


@pytest.mark.usefixtures("places")
def test_filters_choose_by_kind_territory_and_state() -> None:
    assert asked("ile", nature="region") == ["Région Nord"]
    assert asked("ile", territoire="brehat") == ["Île-de-Bréhat"]
    assert asked("", territoire="brehat") == ["Île-de-Bréhat"]
    assert asked("ile", territoire="bre") == []
    balise = add_balise(Wording("Habiter une île"), author=ALICE)
    assert asked("ile", etat="emergente") == [balise.statement]
    move_balise(balise, BaliseState.CONSENTED, author=ALICE)
    assert asked("ile", etat="emergente") == []
    assert asked("ile", etat="consentie") == [balise.statement]


@pytest.mark.usefixtures("loaded")
def test_what_was_loaded_is_found() -> None:
    assert asked("Loos")[0] == "Loos-en-Gohelle"
    assert "Saison 2\u00a0: Mission résilience." in asked("résiliences") or asked("resilience")
    assert "Saison 3" in asked("lorient", saison="3")[-1] or asked("lorient", saison="3")
    assert asked("biocoop")
