"""What the database says of a séance: `python -m tests.faults.facts CODE`, in the environment of a site."""

import json
import os
import sys
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Facts:
    """The truth, to compare everything else with."""

    head: int
    entries: list[tuple[int, str]]
    """The journal: number and event."""
    dates: list[str]
    """When each was, by the clock of its process; in the order of the numbers."""
    cards: list[str]
    """Their titles."""
    operations: dict[str, dict[str, Any]]
    """The answers that were given, by operation id."""
    ballots: dict[str, dict[str, int]]
    """The dots, by the name of the voter."""
    boards: dict[str, str]
    """What each audience would see with a fresh page."""


def read_facts(code: str) -> Facts:
    """Reads everything; the room must be quiet."""
    from sessions.audience import AUDIENCES
    from sessions.fragments.boards import render_board
    from sessions.models import AtelierSession, Ballot, Operation, TrajectoryCard
    from sessions.queries.room import entries_since

    session = AtelierSession.objects.select_related("current_step").get(code=code)
    entries = entries_since(session.pk, 0)
    ballots = Ballot.objects.filter(poll__session=session).select_related("participant")
    return Facts(
        head=session.last_seq,
        entries=[(entry.seq, entry.event) for entry in entries],
        dates=[entry.at.isoformat() for entry in entries],
        cards=list(TrajectoryCard.objects.filter(session=session).values_list("title", flat=True)),
        operations={str(one.pk): one.answer for one in Operation.objects.filter(session=session)},
        ballots={str(ballot.participant): ballot.choices for ballot in ballots},
        boards={str(audience): render_board(session, audience) for audience in AUDIENCES},
    )


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "facilitation.settings")
    django.setup()
    sys.stdout.write(json.dumps(asdict(read_facts(sys.argv[1]))))
