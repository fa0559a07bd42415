"""What differs between two texts can be put together again, from both sides."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from texts.differences import Fate, Stretch, differences

pytestmark = pytest.mark.standalone

TEXTS = st.lists(
    st.sampled_from(["le", "fil", "l’île", ",", " ", "\n", "«", "é"]), max_size=30
).map("".join)


@given(TEXTS, TEXTS)
def test_stretches_make_up_both_texts(before: str, after: str) -> None:
    found = differences(before, after)
    assert "".join(one.text for one in found if one.fate is not Fate.ADDED) == before
    assert "".join(one.text for one in found if one.fate is not Fate.REMOVED) == after


@given(TEXTS)
def test_equal_texts_differ_nowhere(text: str) -> None:
    assert {one.fate for one in differences(text, text)} <= {Fate.KEPT}


def test_words_differ_as_wholes() -> None:
    assert differences("Tenir le fil", "Garder le fil") == [
        Stretch(Fate.REMOVED, "Tenir"),
        Stretch(Fate.ADDED, "Garder"),
        Stretch(Fate.KEPT, " le fil"),
    ]


def test_words_that_change_side_by_side_are_read_at_once() -> None:
    assert differences("un fil écrit et transmis", "un fil que d’autres tiennent") == [
        Stretch(Fate.KEPT, "un fil "),
        Stretch(Fate.REMOVED, "écrit et transmis"),
        Stretch(Fate.ADDED, "que d’autres tiennent"),
    ]


def test_paragraphs_that_change_stay_apart() -> None:
    assert differences("un\ndeux", "trois\nquatre")[2] == Stretch(Fate.KEPT, "\n")


@given(TEXTS, TEXTS)
def test_removed_words_come_before_those_in_their_place(before: str, after: str) -> None:
    fates = [one.fate for one in differences(before, after)]
    assert (Fate.ADDED, Fate.REMOVED) not in pairwise(fates)
    assert all(one is not other for one, other in pairwise(fates))
