"""What an export says of a vote: without a number before it is revealed, and what secrecy leaves of it after."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class TerritoryDots:
    """Dots of a territory; None where so few voted that the number would tell who did."""

    territory: int
    dots: int | None


@dataclass(frozen=True)
class ResultFacts:
    """What one balise got."""

    proposal: int
    total: int
    by_territory: Sequence[TerritoryDots]


@dataclass(frozen=True)
class TerritoryVoters:
    """Voters of a territory; None where they are too few to be shown apart."""

    territory: int
    voters: int | None


@dataclass(frozen=True)
class ChoiceFacts:
    """Dots that one voter put on one balise."""

    proposal: int
    dots: int


@dataclass(frozen=True)
class BallotFacts:
    """One voter's ballot, of a named séance."""

    participant: int | None
    territory: int
    choices: Sequence[ChoiceFacts]


@dataclass(frozen=True)
class PollFacts:
    """A vote. Nothing but its options and its turnout before it is revealed (invariant I10).

    `ballots` is None in an anonymous séance too.
    """

    id: int
    state: str
    dots: int
    options: Sequence[int]
    turnout: int
    opened_at: datetime
    closed_at: datetime | None
    revealed_at: datetime | None
    results: Sequence[ResultFacts] | None
    voters: Sequence[TerritoryVoters] | None
    ballots: Sequence[BallotFacts] | None
