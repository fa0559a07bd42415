"""The cleaning at the door, over all of Unicode (invariant I25)."""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.texts.signs import APOSTROPHES, INVISIBLE, JOINERS, WILD
from texts.cleaning import HIDDEN, PLAIN, clean_name, clean_text, clean_words

pytestmark = pytest.mark.standalone

CLEANINGS = [clean_text, clean_words, clean_name]


@pytest.mark.parametrize("clean", CLEANINGS)
@given(text=WILD)
def test_what_is_clean_stays_as_it_is(clean: Callable[[str], str], text: str) -> None:
    once = clean(text)
    assert clean(once) == once


@given(WILD)
def test_clean_text_is_composed_and_shows_all_it_has(text: str) -> None:
    clean = clean_text(text)
    assert unicodedata.is_normalized("NFC", clean)
    assert not HIDDEN.search(clean)
    clean.encode()


@given(st.text(st.characters(max_codepoint=0x17F, categories=["L", "N", "Zs"]), max_size=40))
def test_composed_and_taken_apart_are_one_text(text: str) -> None:
    assert clean_text(unicodedata.normalize("NFD", text)) == clean_text(text)


@given(st.lists(st.sampled_from([*INVISIBLE, *JOINERS, " ", "\n", "\u2800"]), max_size=20))
def test_signs_that_nobody_sees_are_no_text(signs: list[str]) -> None:
    assert clean_text("".join(signs)) == ""


@given(st.from_regex(PLAIN, fullmatch=True))
def test_quick_way_and_long_way_agree(text: str) -> None:
    # A sign of Greek sends the whole text the long way.
    assert clean_words(f"{text} λ").removesuffix("λ").strip() == clean_words(text)


@pytest.mark.parametrize("sign", INVISIBLE)
def test_sign_inside_a_word_goes(sign: str) -> None:
    assert clean_words(f"Ma{sign}launay") == "Malaunay"


@pytest.mark.parametrize("sign", APOSTROPHES)
def test_apostrophe_between_letters_is_the_one_of_french(sign: str) -> None:
    assert clean_text(f"l{sign}île") == "l’île"


@pytest.mark.parametrize(
    "text",
    [
        "« Faire », dit-il", "5' 20\"", "2014 – 2017", "a = 'x'", "« Ici »",
        "👩🏽‍🚒 et 👨‍👩‍👧, ❤️‍🔥, 1️⃣, 🏴󠁧󠁢󠁥󠁮󠁧󠁿, 🏳️‍🌈, ☎︎", "می‌خواهم", "क्‍ष", "שלום", "un\n\ndeux",
    ],
)  # fmt: skip
def test_what_means_something_stays(text: str) -> None:
    assert clean_text(text) == text


@pytest.mark.parametrize(
    ("pasted", "name"),
    [
        ("•\tMettre en trajectoire", "Mettre en trajectoire"),
        ("\uf0b7\tMettre en trajectoire", "Mettre en trajectoire"),
        ("o\tMettre", "Mettre"),
        ("- Mettre", "Mettre"),
        ("– Mettre", "Mettre"),
        ("1. Mettre", "Mettre"),
        ("12) Mettre", "Mettre"),
        ("✔️ Mettre", "Mettre"),
        ("« Mettre en trajectoire »", "Mettre en trajectoire"),
        ("• “Mettre”", "Mettre"),
        ('"Lens"', "Lens"),
        ("« Dire » et « faire »", "« Dire » et « faire »"),
        ("Dire « oui »", "Dire « oui »"),
        ("Val-d'Essai", "Val-d’Essai"),
        ("Lens • Liévin", "Lens • Liévin"),
        ("2e arrondissement", "2e arrondissement"),
        ("•", ""),
        ("« »", ""),
    ],
)
def test_name_has_no_bullet_and_no_guillemets_around_it(pasted: str, name: str) -> None:
    assert clean_name(pasted) == name


def test_lines_end_in_one_way() -> None:
    assert clean_text("un\r\ndeux\rtrois\u2028quatre\x0bcinq") == "un\ndeux\ntrois\nquatre\ncinq"


@pytest.mark.parametrize("text", ["\u200d" * 50_000, "👩‍" * 25_000, "•" * 50_000, "« " * 25_000])
@pytest.mark.parametrize("clean", CLEANINGS)
def test_fifty_thousand_signs_are_cleaned(clean: Callable[[str], str], text: str) -> None:
    assert len(clean(text)) <= len(text)
