"""Which territories have too few voters to be shown apart. Every method uses this one rule."""

from collections.abc import Mapping

SMALLEST_SHOWN_GROUP = 5
"""Voters. In a confidential vote a smaller group of a territory is not shown apart.

The number is decided in docs/invariants.md, « Secrecy, decided ».
"""


def too_few_to_show(voters: Mapping[int, int]) -> frozenset[int]:
    """The territories to leave out so that nobody's dots can be read or worked out by subtraction.

    These are the territories with fewer voters than SMALLEST_SHOWN_GROUP. While all of them together have fewer,
    the next smallest is left out too, since the total minus the rest would show their dots.
    """
    hidden: set[int] = set()
    for territory, number in sorted(voters.items(), key=lambda item: (item[1], item[0])):
        together = sum(voters[other] for other in hidden)
        if number >= SMALLEST_SHOWN_GROUP and (not hidden or together >= SMALLEST_SHOWN_GROUP):
            break
        hidden.add(territory)
    return frozenset(hidden)
