"""A code, however it is typed, dictated or pasted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.codes import code_in
from sessions.models.session import CODE_ALPHABET

pytestmark = pytest.mark.standalone

CODES = st.text(CODE_ALPHABET, min_size=8, max_size=8)


@pytest.mark.parametrize(
    "pattern",
    [
        "{}",
        "{:.4} REST",
        "{:.4}-REST.",
        "Code : {}",
        "Code : {:.4} REST",
        "Code de la séance : {}",
        "« Code : {} »",
        "le code est {}.",
        "https://ateliers.exemple.fr/s/{}/",
        "https://ateliers.exemple.fr/s/{}/rejoindre/",
        "https://ateliers.exemple.fr/s/{}).",
        "ateliers.exemple.fr/s/{}",
        "http://localhost:8000/s/{}/?x=1#y",
        "Rejoignez-nous : https://ateliers.exemple.fr/s/{}/ à 14 h",
        "/s/{}/",
        "s/{}",
        "\u200b{}\u00a0",
    ],
)
@given(code=CODES)
def test_code_is_found_in_what_is_pasted(pattern: str, code: str) -> None:
    typed = pattern.format(code).replace("REST", code[4:])
    assert code_in(typed) == code_in(typed.lower()) == code


@given(st.text(max_size=400))
def test_any_text_gives_letters_and_figures_that_give_themselves(text: str) -> None:
    code = code_in(text)
    assert len(code) <= 32
    assert not code or code.isalnum()


@pytest.mark.parametrize("text", ["/s/" * 20_000, "ABCD " * 10_000, "é" * 50_000])
def test_fifty_thousand_signs_are_answered(text: str) -> None:
    assert len(code_in(text)) <= 32
