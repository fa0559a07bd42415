"""The order of the stakes is a setting."""

import pytest

from referentiel.commands.stakes import OrderChanged, promote_stakes
from referentiel.models import Stake

pytestmark = pytest.mark.usefixtures("loaded")


def order() -> list[str]:
    return list(Stake.objects.values_list("key", flat=True))


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
