"""Entries that are alike by their French words."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referentiel.crossings.likeness import FINENESS, MOST, Said, likenesses, suggested

pytestmark = pytest.mark.standalone

WORDS = ("récit", "récits", "commun", "Eau", "partager", "partagé", "école", "d’une", "terril", "é")
statements = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
sides = st.lists(st.tuples(statements, statements), max_size=6).map(
    lambda said: [Said(key, *texts) for key, texts in enumerate(said)]
)


def test_entries_that_say_the_same_are_found_whatever_the_form_of_their_words() -> None:
    left = [Said(1, "Faire du récit un équipement commun"), Said(2, "Partager l’eau de la rivière")]
    right = [
        Said(10, "Entretenir des récits communs", "Un récit s’entretient."),
        Said(11, "Faire de l’école un chantier"),
    ]
    (found,) = likenesses(left, right)
    assert (found.left, found.right) == (1, 10)
    assert set(found.shared) == {"récit", "commun"}


def test_little_words_and_verbs_of_all_make_no_likeness() -> None:
    assert likenesses([Said(1, "Faire de la ville")], [Said(2, "Faire avec les autres")]) == []


def test_each_entry_has_a_few_suggestions_the_most_alike_first() -> None:
    left = [Said(1, "Partager l’eau")]
    right = [Said(key, "Partager l’eau" + " et la terre" * (key % 2)) for key in range(10, 20)]
    ranked = suggested(likenesses(left, right))
    assert [other for other, _ in ranked[1]] == [10, 12, 14, 16]
    assert len(ranked[1]) == MOST
    assert [other for other, _ in ranked[15]] == [1]


@given(sides, sides)
def test_likeness_is_symmetric(left: list[Said], right: list[Said]) -> None:
    here = {(one.left, one.right): one for one in likenesses(left, right)}
    there = {(one.right, one.left): one for one in likenesses(right, left)}
    assert {key: one.thousandths for key, one in here.items()} == {
        key: one.thousandths for key, one in there.items()
    }
    assert all(0 < one.thousandths <= FINENESS for one in here.values())


@given(sides, sides, st.randoms(use_true_random=False))
def test_likeness_depends_on_no_order(
    left: list[Said], right: list[Said], chance: random.Random
) -> None:
    before = likenesses(left, right)
    chance.shuffle(left)
    chance.shuffle(right)
    assert likenesses(left, right) == before


@given(sides.filter(lambda side: any(said.statement for said in side)))
def test_entry_is_most_like_itself(side: list[Said]) -> None:
    same = {one.left: one for one in likenesses(side, side) if one.left == one.right}
    assert all(one.thousandths >= FINENESS - 1 for one in same.values())


def test_three_hundred_by_three_hundred_are_quick() -> None:
    chance = random.Random(1)
    words = [f"mot{number}" for number in range(800)] + list(WORDS) * 10

    def side(start: int) -> list[Said]:
        return [
            Said(start + key, " ".join(chance.choices(words, k=9)), " ".join(chance.choices(words, k=90)))
            for key in range(300)
        ]  # fmt: skip

    left, right = side(0), side(300)
    begun = time.process_time()
    likenesses(left, right)
    assert time.process_time() - begun < 3
