"""Text typed by people, whatever it holds."""

import unicodedata

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from sessions.forms.plain_text import DIRECTION_CONTROLS, PlainText, Words


@pytest.mark.parametrize("sign", ["\u202a", "\u202e", "\u2066", "\u2069", "\u200e", "\u200f"])
def test_direction_controls_are_taken_out(sign: str) -> None:
    assert Words().clean(f"{sign}gauche{sign}droite{sign}") == "gauchedroite"
    assert PlainText().clean(f"a{sign}\nb") == "a\nb"


def test_lines_stay_in_a_text_and_become_spaces_in_words() -> None:
    assert PlainText().clean(" un\n\ndeux ") == "un\n\ndeux"
    assert Words().clean(" un\n\n\tdeux\u00a0trois ") == "un deux trois"


@pytest.mark.parametrize("field", [PlainText, Words])
def test_nul_is_refused(field: type[PlainText]) -> None:
    with pytest.raises(ValidationError):
        field().clean("a\0b")


@pytest.mark.parametrize("only", ["", "   ", "\u202e", "\u200f \u2066"])
def test_text_of_nothing_to_see_is_empty(only: str) -> None:
    assert Words(required=False).clean(only) == ""
    with pytest.raises(ValidationError):
        Words().clean(only)


@pytest.mark.parametrize("field", [PlainText, Words])
def test_text_too_long_is_refused_whole_and_cut_by_no_browser(field: type[PlainText]) -> None:
    class Box(forms.Form):
        words = field(max_length=5)

    assert "maxlength" not in str(Box()["words"])
    assert 'data-max-length="5"' in str(Box()["words"])
    refused = Box({"words": "sept la"})
    assert "words" in refused.errors
    assert 'value="sept la"' in str(refused["words"])


@given(st.text(max_size=500))
def test_words_are_one_line_without_direction_controls(typed: str) -> None:
    read = Words(required=False)
    if "\0" in typed:
        return
    words = read.clean(typed)
    assert words == " ".join(words.split())
    assert not DIRECTION_CONTROLS.search(words)
    assert all(sign in typed or sign == " " for sign in words)
    assert not any(unicodedata.bidirectional(sign) in {"RLO", "LRO", "RLI"} for sign in words)
