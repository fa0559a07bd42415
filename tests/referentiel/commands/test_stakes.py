"""The order of the stakes is a setting."""

import pytest

from referentiel.commands.stakes import promote_stake
from referentiel.models import Stake

pytestmark = pytest.mark.usefixtures("loaded")


def order() -> list[str]:
    return list(Stake.objects.values_list("key", flat=True))


def test_promote_moves_a_stake_before_the_one_above() -> None:
    promote_stake(key="value")
    assert order() == ["engagement", "cooperation", "value", "integration"]
    assert list(Stake.objects.values_list("position", flat=True)) == [1, 2, 3, 4]


def test_promote_the_first_stake_changes_nothing() -> None:
    promote_stake(key="engagement")
    assert order() == ["engagement", "cooperation", "integration", "value"]


def test_promote_an_unknown_stake_is_an_error() -> None:
    with pytest.raises(Stake.DoesNotExist):
        promote_stake(key="glory")
