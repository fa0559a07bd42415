"""What each method is tried with, by tests that hold for all of them. A new method has a line here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sessions.commands import consents
from sessions.models import Poll
from tests.factories import Room


@dataclass(frozen=True)
class Sample:
    """Values that a voter may say of a balise, and what a table on paper may give; `fields` are those of its form."""

    values: Sequence[Any]
    """At least four, all different."""
    tally: Callable[[int, int], Mapping[str, Any]]
    """The tally of a table, from a balise and a number of seats."""
    fields: Callable[[int, int], Mapping[str, Any]]
    """The same as the form of the table is filled in."""
    told: str
    """What pages say only once it is revealed that 13 people on their phones said the last value, and 4 on paper."""
    lead: Callable[[Room, Poll], None] = lambda _room, _poll: None
    """Leads an open vote to where ballots are taken."""


def ask(room: Room, poll: Poll) -> None:
    """Leads a consent to its question."""
    for moment in ("clarified", "felt", "question"):
        consents.lead_on(room.leader, uuid4(), poll.pk, moment=moment)


def reserves(_option: int, seats: int) -> list[str]:
    """One per seat."""
    return [f"Réserve {number}" for number in range(seats)]


SAMPLES: dict[str, Sample] = {
    "dots": Sample(
        values=(1, 2, 3, 5, 4),
        tally=lambda option, seats: {str(option): 4 * seats},
        fields=lambda option, seats: {f"dots-{option}": 4 * seats},
        told="68 points",
    ),
    "judgement": Sample(
        values=(1, 2, 3, 5, 4),
        tally=lambda option, seats: {str(option): [0, 0, 0, seats, 0, 0, 0]},
        fields=lambda option, seats: {f"grade-4-{option}": seats},
        told="17 Assez bien",
    ),
    "consent": Sample(
        values=(
            {"answer": "consent"},
            {"answer": "abstention"},
            {"answer": "objection", "text": "Trop cher"},
            {"answer": "reserve", "text": "Et l’été ?"},
            {"answer": "reserve", "text": "Et l’hiver ?"},
        ),
        tally=lambda option, seats: {
            str(option): {
                "consent": 0,
                "abstention": 0,
                "reserve": reserves(option, seats),
                "objection": [],
            }
        },
        fields=lambda option, seats: {f"reserve-{option}": "\n".join(reserves(option, seats))},
        told="avec 17 réserves",
        lead=ask,
    ),
}
