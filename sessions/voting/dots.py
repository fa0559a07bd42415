"""Resonance by dots: a voter spreads a few dots over the balises. No election (domain: « Voting »)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

DOTS = 5
SMALLEST_SHOWN_GROUP = 5
"""Voters. In a confidential vote a smaller group of a territory is not shown apart (invariants: « Secrecy »)."""


class WrongBallot(ValueError):
    """The ballot breaks the method: `unknown-option`, `negative` or `too-many`."""


@dataclass(frozen=True)
class CastBallot:
    """What one voter said: dots by option, and the territory they sat with."""

    territory: int
    dots: Mapping[int, int]


@dataclass(frozen=True)
class Tally:
    """Dots by option, in all and by territory; voters by territory.

    `hidden` names the territories whose own numbers must not be shown.
    """

    totals: Mapping[int, int]
    by_territory: Mapping[int, Mapping[int, int]]
    voters: Mapping[int, int]
    hidden: frozenset[int]


def check(dots: Mapping[int, int], *, options: Iterable[int], allowance: int = DOTS) -> None:
    """Raises WrongBallot unless the dots are on known options, none negative, `allowance` at most."""
    if not dots.keys() <= set(options):
        raise WrongBallot("unknown-option")
    if any(number < 0 for number in dots.values()):
        raise WrongBallot("negative")
    if sum(dots.values()) > allowance:
        raise WrongBallot("too-many")


def count(ballots: Sequence[CastBallot], *, options: Iterable[int], confidential: bool) -> Tally:
    """Adds the ballots up, for the options given (a balise hidden since does not count)."""
    known = list(options)
    totals = dict.fromkeys(known, 0)
    by_territory: dict[int, dict[int, int]] = {}
    for ballot in ballots:
        row = by_territory.setdefault(ballot.territory, dict.fromkeys(known, 0))
        for option, number in ballot.dots.items():
            if option in totals:
                totals[option] += number
                row[option] += number
    voters = Counter(ballot.territory for ballot in ballots)
    hidden = too_few_to_show(voters) if confidential else frozenset()
    return Tally(totals, by_territory, dict(voters), hidden)


def too_few_to_show(voters: Mapping[int, int]) -> frozenset[int]:
    """The territories to leave out so that nobody's dots can be read or worked out by subtraction.

    Those under SMALLEST_SHOWN_GROUP; and while these together stay under it, the next smallest too,
    since the total minus the rest would give them away.
    """
    hidden: set[int] = set()
    for territory, number in sorted(voters.items(), key=lambda item: (item[1], item[0])):
        together = sum(voters[other] for other in hidden)
        if number >= SMALLEST_SHOWN_GROUP and (not hidden or together >= SMALLEST_SHOWN_GROUP):
            break
        hidden.add(territory)
    return frozenset(hidden)
