"""Which groups have too few people to be shown apart. Every method of voting and the gauge of voices use this rule."""

from collections.abc import Mapping
from typing import TypeVar

Group = TypeVar("Group", int, str)
"""The id of a territory, or the key of a family."""

SMALLEST_SHOWN_GROUP = 5
"""Voters. In a confidential vote a smaller group of a territory is not shown apart.

The number is decided in docs/invariants.md, « Secrecy, decided ».
"""


def too_few_to_show(voters: Mapping[Group, int]) -> frozenset[Group]:
    """The territories, or other groups, to leave out so that nobody's dots can be read or worked out by subtraction.

    These are the territories with fewer voters than SMALLEST_SHOWN_GROUP. While all of them together have fewer,
    the next smallest is left out too, since the total minus the rest would show their dots.
    """
    hidden: set[Group] = set()
    for territory, number in sorted(voters.items(), key=lambda item: (item[1], item[0])):
        together = sum(voters[other] for other in hidden)
        if number >= SMALLEST_SHOWN_GROUP and (not hidden or together >= SMALLEST_SHOWN_GROUP):
            break
        hidden.add(territory)
    return frozenset(hidden)
