"""The stakes of a référentiel are renamed, ordered, added and retired. None is ever removed."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from referentiel.commands.base import Author
from referentiel.commands.stakes import (
    MOST_STAKES,
    OrderChanged,
    add_referentiel,
    add_stake,
    move_stake,
    promote_stakes,
    rename_stake,
    restore_stake,
    retire_stake,
)
from referentiel.models import HistoryEntry, Referentiel, Stake
from referentiel.signs import mark_of, tone_of
from tests.referentiel.stakes import change_stake

pytestmark = pytest.mark.django_db
ALICE = Author("Alice", 1)


@pytest.fixture(autouse=True)
def _four(db: None) -> None:
    make_four()


def make_four() -> None:
    for position, key in enumerate(("engagement", "cooperation", "integration", "value"), 1):
        Stake.objects.create(key=key, position=position, short_title=key.title(), title=key)


def order(referentiel: Referentiel | None = None) -> list[str]:
    rows = Stake.objects.filter(referentiel=referentiel) if referentiel else Stake.objects.all()
    return list(rows.values_list("key", flat=True))


@pytest.fixture
def second(db: None) -> Referentiel:
    return add_referentiel(name="Référentiel des rives", author=ALICE)


def test_promote_moves_a_stake_before_the_one_above() -> None:
    promote_stakes(keys=["value"])
    assert order() == ["engagement", "cooperation", "value", "integration"]
    assert list(Stake.objects.values_list("position", flat=True)) == [1, 2, 3, 4]


def test_promote_the_first_stake_changes_nothing() -> None:
    promote_stakes(keys=["engagement"])
    assert order() == ["engagement", "cooperation", "integration", "value"]


def test_promote_an_unknown_stake_changes_nothing() -> None:
    assert promote_stakes(keys=["glory"]) == []
    assert order() == ["engagement", "cooperation", "integration", "value"]


@pytest.mark.parametrize(
    ("chosen", "after", "moved"),
    [
        (
            "engagement cooperation integration value",
            "engagement cooperation integration value",
            "",
        ),
        ("engagement cooperation", "engagement cooperation integration value", ""),
        ("engagement integration", "engagement integration cooperation value", "integration"),
        (
            "cooperation integration",
            "cooperation integration engagement value",
            "cooperation integration",
        ),
        ("cooperation value", "cooperation engagement value integration", "cooperation value"),
    ],
)
def test_promote_several_passes_others_and_never_rotates(
    chosen: str, after: str, moved: str
) -> None:
    assert promote_stakes(keys=chosen.split()) == moved.split()
    assert order() == after.split()


def test_promote_by_the_order_of_before_changes_nothing() -> None:
    shown = order()
    promote_stakes(keys=["value"], seen=shown)
    after = order()
    with pytest.raises(OrderChanged):
        promote_stakes(keys=["value"], seen=shown)
    assert order() == after


def test_second_referentiel_has_stakes_of_its_own(second: Referentiel) -> None:
    assert second.slug == "referentiel-des-rives"
    added = [
        add_stake(second, short_title=name, title=f"Tenir : {name}", author=ALICE)
        for name in ("Sobriété", "Valeur", "Solidarité")
    ]
    assert [(stake.position, stake.short_title) for stake in added] == [
        (1, "Sobriété"),
        (2, "Valeur"),
        (3, "Solidarité"),
    ]
    assert order(second) == [stake.key for stake in added]
    # « Valeur » is the name of a stake elsewhere: the keys differ, and so do the signs.
    assert len({stake.key for stake in Stake.objects.all()}) == 7
    assert len({mark_of(stake.key) for stake in added}) == 3
    assert len({tone_of(stake.key) for stake in added}) == 3


def test_form_sent_twice_adds_one(second: Referentiel) -> None:
    operation = uuid4()
    twice = [
        add_stake(second, short_title="Soin", title="Le soin", author=ALICE, operation=operation)
        for _ in range(2)
    ]
    assert twice[0] == twice[1]
    again = uuid4()
    assert add_referentiel(name="Autre", author=ALICE, operation=again) == add_referentiel(
        name="Autre", author=ALICE, operation=again
    )


@pytest.mark.parametrize("name", ["Engagement", "  engagement ", "", "x" * 41])
def test_impossible_name_is_refused(name: str) -> None:
    with pytest.raises(ValidationError):
        add_stake(Referentiel.objects.get(), short_title=name, title="Un enjeu", author=ALICE)
    with pytest.raises(ValidationError):
        rename_stake(
            Stake.objects.get(key="value"), short_title=name, title="Un enjeu", author=ALICE
        )
    assert Stake.objects.count() == 4


def test_rename_says_who_when_why_and_keeps_the_key() -> None:
    value = Stake.objects.get(key="value")
    rename_stake(value, short_title="Richesse", title="La richesse", author=ALICE, why="Plus juste")
    entry = HistoryEntry.objects.latest("pk")
    assert (entry.event, entry.subject, entry.why) == ("stake_changed", "value", "Plus juste")
    assert entry.particulars["short_title"] == ["Value", "Richesse"]
    assert Stake.objects.get(key="value").short_title == "Richesse"


def test_retired_stake_stands_last_and_comes_back() -> None:
    first = Stake.objects.get(key="engagement")
    with pytest.raises(ValidationError, match="pourquoi"):
        retire_stake(first, author=ALICE)
    retire_stake(first, author=ALICE, why="Dit autrement")
    assert order() == ["cooperation", "integration", "value", "engagement"]
    add_stake(first.referentiel, short_title="Soin", title="Le soin", author=ALICE)
    assert order() == ["cooperation", "integration", "value", "soin", "engagement"]
    assert not move_stake(first, down=False, author=ALICE)
    restore_stake(first, author=ALICE)
    assert order() == ["cooperation", "integration", "value", "soin", "engagement"]
    assert move_stake(first, down=False, author=ALICE)
    assert order()[-2:] == ["engagement", "soin"]


def test_last_stake_is_not_retired(second: Referentiel) -> None:
    only = add_stake(second, short_title="Soin", title="Le soin", author=ALICE)
    with pytest.raises(ValidationError, match="dernier"):
        retire_stake(only, author=ALICE, why="Assez")


def test_too_many_stakes_are_refused(second: Referentiel) -> None:
    for number in range(MOST_STAKES):
        add_stake(second, short_title=f"Enjeu {number}", title="Un enjeu", author=ALICE)
    with pytest.raises(ValidationError, match="au plus"):
        add_stake(second, short_title="De trop", title="Un enjeu", author=ALICE)


def test_move_by_the_order_of_before_changes_nothing() -> None:
    shown, value = order(), Stake.objects.get(key="value")
    assert move_stake(value, down=False, seen=shown, author=ALICE)
    with pytest.raises(OrderChanged):
        move_stake(value, down=False, seen=shown, author=ALICE)
    assert order() == ["engagement", "cooperation", "value", "integration"]
    assert not move_stake(Stake.objects.get(key="engagement"), down=False, author=ALICE)


CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["add", "rename", "up", "down", "retire", "restore", "promote"]),
        st.integers(0, 20),
    ),
    max_size=12,
)


class AnyOrder(TestCase):
    """Whatever is done with the stakes, their places stay a permutation, and the retired ones stand last."""

    @settings(max_examples=30, suppress_health_check=list(HealthCheck))
    @given(CHANGES)
    def test_places_stay_a_permutation(self, changes: list[tuple[str, int]]) -> None:
        if not Stake.objects.exists():
            make_four()
        keys = set(order())
        for number, (what, which) in enumerate(changes):
            stakes = list(Stake.objects.all())
            change_stake(what, stakes[which % len(stakes)], number)
        rows = list(Stake.objects.all())
        assert [row.position for row in rows] == list(range(1, len(rows) + 1))
        retired = [row.is_retired for row in rows]
        assert retired == sorted(retired)
        assert not all(retired)
        assert keys <= set(order())
