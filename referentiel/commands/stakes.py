"""Order the stakes."""

from collections.abc import Collection, Sequence

from django.db import transaction

from referentiel.commands.base import Author, record
from referentiel.models import Stake


class OrderChanged(Exception):
    """The stakes no longer stand in the order that was shown to whoever chose some of them."""


@transaction.atomic
def promote_stakes(
    *,
    keys: Collection[str],
    seen: Sequence[str] | None = None,
    author: Author = Author(),  # noqa: B008 -- frozen
    why: str = "",
) -> list[str]:
    """Move the chosen stakes one place up, and return the keys of those that moved.

    A chosen stake does not move when it is the first, or when the stake above it is chosen and did not move.
    Otherwise the chosen stakes would only trade places with each other.

    Raises:
        OrderChanged: `seen`, the keys in the order that was shown, is no longer the order.
    """
    # Locked: when two administrators act at once, the second starts from the result of the first.
    before = list(Stake.objects.select_for_update().order_by("position"))
    if seen is not None and list(seen) != [stake.key for stake in before]:
        raise OrderChanged
    after: list[Stake] = []
    moved: list[str] = []
    for stake in before:
        if stake.key in keys and after and after[-1].key not in keys:
            after.insert(-1, stake)
            moved.append(stake.key)
        else:
            after.append(stake)
    if moved:
        _place(after, [stake.position for stake in before])
        order = [[stake.key for stake in stakes] for stakes in (before, after)]
        record("stakes_ordered", "stake", "", {"order": order}, author=author, why=why)
    return moved


def _place(stakes: Collection[Stake], positions: Collection[int]) -> None:
    # Positions are unique at every moment: all rows get free positions first.
    beyond = max(positions)
    for aside in (beyond, 0):
        for stake, position in zip(stakes, positions, strict=True):
            Stake.objects.filter(pk=stake.pk).update(position=aside + position)
