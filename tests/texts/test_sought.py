"""What is looked for is found in a text, and what is shown of the text is the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from texts.sought import LENGTH, Run, Sought, marked, snippet

pytestmark = pytest.mark.standalone

WORDS = st.lists(
    st.sampled_from(["l’île", "Le", "Mené", "menée", ",", " ", "\n", "<b>", "coopérer", "é", "de"]),
    max_size=200,
).map(" ".join)


@given(st.one_of(WORDS, st.text()), st.one_of(WORDS, st.text(max_size=30)))
def test_runs_make_up_the_text(text: str, typed: str) -> None:
    assert "".join(run.text for run in marked(text, Sought.of(typed))) == text


@given(st.one_of(WORDS, st.text(min_size=LENGTH)), st.one_of(WORDS, st.text(max_size=30)))
def test_snippet_is_a_part_of_the_text_and_shows_a_found_word(text: str, typed: str) -> None:
    sought = Sought.of(typed)
    runs = snippet(text, sought)
    shown = "".join(run.text for run in runs).removeprefix("… ").removesuffix(" …")
    assert shown in text
    if any(run.found for run in marked(text, sought)):
        assert any(run.found for run in runs)


def test_found_words_stand_out_as_they_are_written() -> None:
    assert marked("Sur l’Île du Mené", Sought.of("MENE iles")) == [
        Run("Sur l’", found=False),
        Run("Île", found=True),
        Run(" du ", found=False),
        Run("Mené", found=True),
    ]


@pytest.mark.parametrize(
    ("typed", "word", "found"),
    [
        ("coop", "coopération", True),
        ("coopérat", "Coopération", True),
        ("co", "coopération", False),
        ("coop locale", "coopération", False),
        ("coopérations locales", "coopérer", True),
        ("", "coopération", False),
        ("de", "de", False),
    ],
)
def test_last_word_may_be_only_begun(typed: str, word: str, found: bool) -> None:
    assert Sought.of(typed).finds(word) is found


def test_snippet_of_a_long_text_stands_around_the_first_found_word() -> None:
    text = "avant " * 100 + "trouvé " + "après " * 100
    shown = "".join(run.text for run in snippet(text, Sought.of("trouve")))
    assert "trouvé" in shown
    assert shown.startswith("… avant")
    assert shown.endswith("après …")
    assert len(shown) <= LENGTH + 4
