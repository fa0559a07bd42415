"""What differs between two texts can be put together again, from both sides."""

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
