"""What an export says of a vote: no number before it is revealed, afterwards only the numbers that secrecy allows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

MethodFacts = Mapping[str, Any]
"""JSON values under keys that a method of voting chooses (`sessions/voting/<method>/exported.py`)."""


@dataclass(frozen=True)
class TerritoryVoters:
    """Voters of a territory; None where they are too few to be shown apart."""

    territory: int
    voters: int | None


@dataclass(frozen=True)
class BallotFacts:
    """The ballot of one voter in a named séance."""

    participant: int | None
    territory: int
    choices: Sequence[MethodFacts]


@dataclass(frozen=True)
class PollFacts:
    """A vote. Nothing but its options and its turnout before it is revealed (invariant I10).

    `ballots` is also None in an anonymous séance. The method chooses what `settings`, results and choices hold.
    """

    id: int
    state: str
    method: str
    settings: MethodFacts
    options: Sequence[int]
    turnout: int
    opened_at: datetime
    closed_at: datetime | None
    revealed_at: datetime | None
    results: Sequence[MethodFacts] | None
    voters: Sequence[TerritoryVoters] | None
    ballots: Sequence[BallotFacts] | None
    course: MethodFacts
    """How the vote went, as its method says; empty for a method that keeps nothing of it."""
