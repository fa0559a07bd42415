"""Texts that read the same are equal; a search finds what looks alike (invariant I25)."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.texts.signs import ANY, APOSTROPHES, HYPHENS, INVISIBLE, JOINERS, WILD
from texts.cleaning import clean_words
from texts.folding import LONGEST_KEY, PLAIN, equal_form, name_key, search_form

pytestmark = pytest.mark.standalone


@given(st.from_regex(PLAIN, fullmatch=True))
def test_quick_way_and_long_way_agree(text: str) -> None:
    # A sign of Greek sends the whole text the long way.
    assert equal_form(f"{text}λ") == equal_form(f"{text}.").removesuffix(".") + "λ"


@given(WILD)
def test_folded_stays_folded(text: str) -> None:
    folded = equal_form(text)
    assert equal_form(folded) == folded == equal_form(clean_words(text))
    assert search_form(search_form(text)) == search_form(text)


@given(ANY)
def test_case_and_composition_do_not_count(text: str) -> None:
    cased = [text.upper(), text.lower(), text.swapcase(), text.title()]
    composed = [unicodedata.normalize(form, text) for form in ("NFC", "NFD")]
    assert {equal_form(each) for each in [*cased, *composed]} == {equal_form(text)}


@given(st.text("abcé", min_size=1, max_size=8), st.sampled_from([*INVISIBLE, *JOINERS]), st.data())
def test_sign_that_nobody_sees_does_not_count(text: str, sign: str, draw: st.DataObject) -> None:
    place = draw.draw(st.integers(0, len(text)))
    assert equal_form(text[:place] + sign + text[place:]) == equal_form(text)


@pytest.mark.parametrize("hyphen", HYPHENS)
@pytest.mark.parametrize("apostrophe", APOSTROPHES)
def test_hyphens_and_apostrophes_are_one(hyphen: str, apostrophe: str) -> None:
    assert equal_form(f"Val{hyphen}d{apostrophe}Essai") == equal_form("val-d’essai")


@given(ANY)
def test_key_of_a_name_fits_an_index(text: str) -> None:
    assert len(name_key(text)) <= LONGEST_KEY
    assert "  " not in name_key(text)
    assert len(name_key("\ufdfa" * 120)) == LONGEST_KEY


def test_accents_count_where_names_are_compared_and_not_where_they_are_searched() -> None:
    assert equal_form("Mené") != equal_form("Mene")
    assert search_form("MENÉ") == search_form("mene") == "mene"


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("L’Île-d’Yeu", "l ile d yeu"),
        ("Cœur de Flandre", "coeur de flandre"),
        ("Straße", "strasse"),
        ("ＬＥＮＳ", "lens"),
        ("alice@exemple.fr", "alice exemple fr"),
        ("’", ""),
    ],
)
def test_search_looks_at_letters_and_figures(text: str, form: str) -> None:
    assert search_form(text) == form
