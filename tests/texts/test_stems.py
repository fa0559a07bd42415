"""Words that a reader takes for one have one stem, however they are typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from texts.stems import LONGEST, forms, indexed, stem, words_of

pytestmark = pytest.mark.standalone


def stems_of(text: str) -> set[str]:
    return {stem(word) for word in words_of(text)}


@pytest.mark.parametrize(
    "typed",
    [
        ("l’île", "L’Île", "l'ile", "ILE", "d’îles", "i\u0302le"),
        ("Le Mené", "MENÉ", "mene", "menée", "menées", "Mener"),
        ("coopération", "COOPERATION", "coopérations", "coopérer"),
        ("première", "premier", "premières", "PREMIERE"),
        ("idée", "idées", "idee"),
        ("cœur", "coeur", "CŒURS"),
    ],
)
def test_one_word_has_one_stem(typed: tuple[str, ...]) -> None:
    assert len({frozenset(stems_of(text)) for text in typed}) == 1


def test_other_words_have_other_stems() -> None:
    assert len(stems_of("territoire terrain terre terril commune")) == 5


@pytest.mark.parametrize("text", ["", "l’", "de la", "À", "« ? »", "\0", "\u200b", "_-_"])
def test_little_words_and_signs_are_passed_over(text: str) -> None:
    assert words_of(text) == []
    assert indexed(text) == ""


@given(st.text())
def test_forms_hold_nothing_that_a_database_could_take_for_an_operator(text: str) -> None:
    for form in indexed(text).split(" ")[1:-1]:
        assert form.isalnum()
        assert len(form) <= LONGEST


@given(st.text(max_size=12))
def test_word_alone_is_found_as_it_is_indexed(text: str) -> None:
    assert set(indexed(text).split()) == forms(text)
