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
class TerritoryAttendance:
    """How many people of a territory could vote, and how many did."""

    territory: int
    entitled: int
    voted: int


@dataclass(frozen=True)
class AttendanceFacts:
    """Who could vote, who was there, who voted, as it was at the close. `present` is None when nobody knew.

    `by_territory` is None in an anonymous séance: it keeps totals only.
    """

    entitled: int
    present: int | None
    voted: int
    by_territory: Sequence[TerritoryAttendance] | None


@dataclass(frozen=True)
class TableFacts:
    """A table that voted on paper in a named séance: its people, and what they gave, in the method's own values."""

    territory: int
    name: str
    seats: int
    tally: MethodFacts


@dataclass(frozen=True)
class VerdictFacts:
    """What is said of a result before its numbers. An empty text says nothing."""

    headline: str
    why: str
    disagreement: str


@dataclass(frozen=True)
class PollFacts:
    """A vote. Nothing but its options and its turnout before it is revealed (invariant I10).

    `ballots` and `tables` are also None in an anonymous séance. The method chooses what `settings`, results and
    choices hold.
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
    attendance: AttendanceFacts | None
    """None until the close, and where it was not counted."""
    verdict: VerdictFacts | None
    results: Sequence[MethodFacts] | None
    voters: Sequence[TerritoryVoters] | None
    ballots: Sequence[BallotFacts] | None
    tables: Sequence[TableFacts] | None
    course: MethodFacts
    """How the vote went, as its method says; empty for a method that keeps nothing of it."""
