"""Fields for texts typed by people, whatever they hold."""

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from texts.forms import Address, Name, PlainText, Words

pytestmark = pytest.mark.standalone

FIELDS = [PlainText, Words, Name]


@pytest.mark.parametrize("sign", ["\u202a", "\u202e", "\u2066", "\u2069", "\u200e", "\u200f"])
def test_direction_controls_are_taken_out(sign: str) -> None:
    assert Words().clean(f"{sign}gauche{sign}droite{sign}") == "gauchedroite"
    assert PlainText().clean(f"a{sign}\nb") == "a\nb"


def test_lines_stay_in_a_text_and_become_spaces_in_words() -> None:
    assert PlainText().clean(" un\n\ndeux ") == "un\n\ndeux"
    assert Words().clean(" un\n\n\tdeux\u00a0trois ") == "un deux trois"


@pytest.mark.parametrize("field", [*FIELDS, Address])
def test_nul_is_refused(field: type[PlainText]) -> None:
    with pytest.raises(ValidationError):
        field().clean("a\0b@exemple.fr")


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("only", ["", "   ", "\u202e", "\u200f \u2066", "\u200b\u00ad", "\u3164"])
def test_text_of_nothing_to_see_is_empty(field: type[PlainText], only: str) -> None:
    assert field(required=False).clean(only) == ""
    with pytest.raises(ValidationError):
        field().clean(only)


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
def test_words_are_one_line(typed: str) -> None:
    if "\0" in typed:
        return
    words = Words(required=False).clean(typed)
    assert words == " ".join(words.split())


def test_length_is_that_of_what_is_kept() -> None:
    assert Words(max_length=4).clean("L\u200be\u0301n\u00ads") == "Léns"


def test_address_copied_with_signs_that_nobody_sees_is_an_address() -> None:
    assert Address().clean("\u200balice@exem\u00adple.fr\u00a0") == "alice@exemple.fr"
