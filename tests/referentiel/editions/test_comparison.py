"""Two editions side by side: each balise of either one is told of, and only once unless it changed twice."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referentiel.editions.comparison import Comparison, compare
from referentiel.editions.contents import (
    SCHEMA,
    VERSION,
    BaliseFacts,
    Document,
    Mention,
    TrialFacts,
)
from referentiel.models import BaliseState
from texts.differences import Fate

pytestmark = pytest.mark.standalone


def balise(
    slug: str,
    state: str = "consentie",
    statement: str = "Tenir le fil",
    concept: str = "",
    merged: Sequence[str] = (),
    tested_by: Sequence[str] = (),
) -> BaliseFacts:
    mentions: list[Mention] = [{"slug": one, "statement": one} for one in merged]
    return {
        "slug": slug, "is_example": False, "state": state, "state_name": str(BaliseState(state).label),
        "version": 1, "statement": statement, "concept": concept, "method": "", "relevance": "",
        "conditions": "", "illustrations": "", "counter_example": "", "stakes": [],
        "versions": [], "merged": mentions, "split_from": None, "sources": [], "reach": "",
        "trials": [answer(territory) for territory in tested_by],
    }  # fmt: skip


def answer(territory: str) -> TrialFacts:
    return {
        "session": "Séance", "held_on": "2026-11-20", "season": 2, "version": 1, "territory": territory,
        "territory_kind": "Commune", "population": None, "area_km2": None, "answer": "echo",
        "answer_name": "fait écho", "text": "", "dissent": [],
    }  # fmt: skip


def edition(*balises: BaliseFacts) -> Document:
    return {
        "schema": SCHEMA, "version": VERSION, "number": 1, "published_on": "2026-11-28", "title": "Une",
        "signatories": [], "removals": [], "foreword": "", "balises": list(balises),
        "licence": {"key": "cc-by-4.0", "name": "CC BY 4.0", "url": ""},
    }  # fmt: skip


def slugs(found: Sequence[BaliseFacts]) -> list[str]:
    return [one["slug"] for one in found]


def test_balise_that_came_is_added() -> None:
    found = compare(edition(balise("a")), edition(balise("a"), balise("b")))
    assert (slugs(found.added), slugs(found.kept)) == (["b"], ["a"])


def test_rewording_shows_the_words_of_the_parts_that_changed() -> None:
    before = edition(balise("a", concept="Un fil."))
    after = edition(balise("a", statement="Garder le fil", concept="Un fil."))
    (one,) = compare(before, after).reworded
    (part,) = one.parts
    assert part.label == "Formulation"
    assert [stretch.text for stretch in part.stretches if stretch.fate is Fate.ADDED] == ["Garder"]


def test_balise_that_was_tested_is_told_apart() -> None:
    before = edition(balise("a"), balise("b", "emergente"), balise("c"))
    after = edition(balise("a", "eprouvee"), balise("b", "discutee"), balise("c", "retiree"))
    found = compare(before, after)
    moved = [
        [one.after["slug"] for one in each] for each in (found.tested, found.moved, found.retired)
    ]
    assert moved == [["a"], ["b"], ["c"]]


def test_balise_that_is_tested_again_is_told_with_what_came() -> None:
    before = edition(balise("a", "eprouvee", tested_by=["Lens"]), balise("b", tested_by=["Lens"]))
    after = edition(
        balise("a", "eprouvee", tested_by=["Lens", "Arras"]),
        balise("b", "amendee", tested_by=["Lens", "Béthune"]),
    )
    found = compare(before, after)
    came = [[one["territory"] for one in move.answers] for move in found.tested]
    assert came == [["Arras"], ["Béthune"]]
    assert [move.has_moved for move in found.tested] == [False, True]
    assert [move.after["slug"] for move in found.moved] == ["b"]
    assert found.kept == []


def test_balise_that_was_merged_leads_to_its_heir() -> None:
    found = compare(
        edition(balise("a"), balise("b"), balise("c")), edition(balise("b", merged=["a"]))
    )
    assert [(one.balise["slug"], one.heir and one.heir["slug"]) for one in found.gone] == [
        ("a", "b"),
        ("c", None),
    ]


BALISES = st.builds(
    balise,
    st.sampled_from("abcdef"),
    st.sampled_from(BaliseState.values),
    st.sampled_from(["Tenir le fil", "Garder le fil", "Suivre"]),
    tested_by=st.lists(st.sampled_from(["Lens", "Arras"]), unique=True),
)
EDITIONS = st.lists(BALISES, unique_by=lambda one: one["slug"], max_size=6).map(
    lambda found: edition(*found)
)


@given(EDITIONS, EDITIONS)
def test_every_balise_of_both_is_told_of(before: Document, after: Document) -> None:
    found = compare(before, after)
    was, now = set(slugs(before["balises"])), set(slugs(after["balises"]))
    changed = {*told(found)}
    assert set(slugs(found.added)) == now - was
    assert {one.balise["slug"] for one in found.gone} == was - now
    assert changed | set(slugs(found.kept)) == was & now
    assert not changed & set(slugs(found.kept))
    assert found.is_empty == (before["balises"] == after["balises"] or same(before, after))


def told(found: Comparison) -> list[str]:
    moves = [*found.tested, *found.moved, *found.retired]
    return [*(one.after["slug"] for one in found.reworded), *(one.after["slug"] for one in moves)]


def same(before: Document, after: Document) -> bool:
    """Returns the same balises, in another order; an answer may have gone to another balise, with a split."""
    was, now = ({one["slug"]: one for one in each["balises"]} for each in (before, after))
    return was.keys() == now.keys() and all(
        {**was[slug], "trials": []} == {**now[slug], "trials": []}
        and all(one in was[slug]["trials"] for one in now[slug]["trials"])
        for slug in now
    )


@given(EDITIONS)
def test_edition_differs_nowhere_from_itself(one: Document) -> None:
    assert compare(one, one).is_empty
