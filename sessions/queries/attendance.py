"""Who could vote, who was there, who voted: counted once, when a vote closes."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sessions.models import AtelierSession, Ballot, Participant, Poll, TableTally


@dataclass(frozen=True)
class Attendance:
    """Numbers of people. A table without devices is as many people as it has seats, all of them there."""

    entitled: int
    """People with a seat at the close, people at tables on paper, and those who voted and left."""
    present: int | None
    """Of these, who had a live page, or voted; None where nobody knew who was connected."""
    voted: int
    by_territory: Mapping[int, tuple[int, int]] | None = None
    """Entitled and voted, by territory; None in an anonymous séance, which keeps totals only."""

    @property
    def abstained(self) -> int:
        """Those who could vote and did not."""
        return self.entitled - self.voted

    def stored(self) -> dict[str, Any]:
        """As the row of the vote keeps it."""
        by_territory = self.by_territory
        told = (
            None if by_territory is None else {str(key): by_territory[key] for key in by_territory}
        )
        return {
            "entitled": self.entitled,
            "present": self.present,
            "voted": self.voted,
            "by_territory": told,
        }


def attendance_of(poll: Poll) -> Attendance | None:
    """As it was frozen at the close; None before, and for votes that were closed before this was counted."""
    kept = poll.attendance
    if not kept:
        return None
    by_territory = kept["by_territory"]
    return Attendance(
        kept["entitled"],
        kept["present"],
        kept["voted"],
        None
        if by_territory is None
        else {int(key): (entitled, voted) for key, (entitled, voted) in by_territory.items()},
    )


def take_attendance(
    session: AtelierSession, poll: Poll, here: Collection[int] | None
) -> Attendance:
    """Counts now, under the lock of the room. `here`: the participants with a live page; None when unknown."""
    seats = dict(
        Participant.objects.filter(session=session, removed_at=None).values_list("pk", "territory")
    )
    ballots = list(Ballot.objects.filter(poll=poll).values_list("participant", "territory"))
    tables = list(TableTally.objects.filter(poll=poll).values_list("territory", "seats"))
    on_paper = sum(number for _territory, number in tables)
    connected = None if here is None else set(here) & seats.keys()
    if session.is_anonymous:
        # Nobody knows which of the voters left: there are at least as many people as voters.
        return Attendance(
            entitled=max(len(seats), len(ballots)) + on_paper,
            present=None if connected is None else max(len(connected), len(ballots)) + on_paper,
            voted=len(ballots) + on_paper,
        )
    voters = {participant for participant, _territory in ballots}
    return Attendance(
        entitled=len(seats.keys() | voters) + on_paper,
        present=None if connected is None else len(connected | voters) + on_paper,
        voted=len(ballots) + on_paper,
        by_territory=_by_territory(seats, ballots, tables),
    )


def _by_territory(
    seats: Mapping[int, int],
    ballots: Sequence[tuple[int | None, int]],
    tables: Sequence[tuple[int, int]],
) -> dict[int, tuple[int, int]]:
    """Entitled and voted. Whoever voted counts where their ballot does, wherever they sit now."""
    voted = Counter(territory for _participant, territory in ballots)
    voters = {participant for participant, _territory in ballots}
    silent = Counter(territory for seat, territory in seats.items() if seat not in voters)
    for territory, number in tables:
        voted[territory] += number
    return {
        territory: (voted[territory] + silent[territory], voted[territory])
        for territory in sorted(voted.keys() | silent.keys())
    }
