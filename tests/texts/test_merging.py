"""Two changes of one text become one text, or stop where they collide; no word is lost silently."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from texts.merging import Collision, Merged, merge, merge_lines

pytestmark = pytest.mark.standalone

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "merge.json").read_text())[
    "cases"
]
TEXTS = st.lists(
    st.sampled_from(["le", "fil", "l’île", ",", " ", " ", "\n", "«", "é"]), max_size=20
).map("".join)


def words(text: str) -> Counter[str]:
    """The words of a text, with how often each is there."""
    return Counter(re.findall(r"[\w’'-]+|[^\w\s]", text))


@pytest.mark.parametrize("exchanged", [False, True])
@pytest.mark.parametrize("case", CASES)
def test_published_cases(case: dict[str, Any], exchanged: bool) -> None:
    before, one, two = ("\n".join(case[key]) for key in ("base", "one", "two"))
    found = merge(before, two, one) if exchanged else merge(before, one, two)
    assert (not found.collisions) == case["mergeable"], found


@given(TEXTS, TEXTS)
def test_who_changes_alone_is_followed(before: str, after: str) -> None:
    for found in (merge(before, after, before), merge(before, before, after)):
        assert found == Merged(after)
    assert merge(before, after, after) == Merged(after)


@given(TEXTS, TEXTS, TEXTS)
def test_it_does_not_matter_who_comes_first(before: str, one: str, two: str) -> None:
    found, other = merge(before, one, two), merge(before, two, one)
    assert found.text == other.text
    assert [(each.before, each.one, each.two) for each in found.collisions] == [
        (each.before, each.two, each.one) for each in other.collisions
    ]


@given(TEXTS, TEXTS, TEXTS)
def test_no_word_is_lost_silently(before: str, one: str, two: str) -> None:
    for found in (merge(before, one, two), merge_lines(before, one, two)):
        if found.collisions:
            continue
        for text in (one, two):
            assert words(text) - words(before) <= words(found.text)
        # What is gone was taken out by one of the two.
        gone = words(before) - words(found.text)
        assert gone <= (words(before) - words(one)) + (words(before) - words(two))


def test_collision_quotes_the_words_of_both() -> None:
    found = merge("Tenir le fil des récits", "Tenir le lien des récits", "Tenir le cap des récits")
    assert found.collisions == [Collision("fil", "lien", "cap")]


def test_words_apart_in_one_sentence_are_merged() -> None:
    found = merge("Tenir le fil", "Tenir et nourrir le fil", "Tenir le fil, même l’été")
    assert found.text == "Tenir et nourrir le fil, même l’été"


def test_two_new_paragraphs_both_stay_and_two_new_words_collide() -> None:
    assert merge("", "Une salle.", "Un repas.").text == "Un repas.\nUne salle."
    assert (
        merge("Ici.", "Ici.\nUne salle.", "Ici.\nUn repas.").text == "Ici.\nUn repas.\nUne salle."
    )
    assert merge_lines("Tenir", "Tenir bon", "Tenir tête").collisions


def test_long_texts_of_the_same_words_are_not_compared_for_long() -> None:
    found = merge("a b " * 2000, "a b " * 2001, "b a " * 2000)
    assert found.collisions
