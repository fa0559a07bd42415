"""Tables on paper, as the facilitators see them: which were entered, never what they gave (invariant I10)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sessions.models import AtelierSession, Participant, Poll
from sessions.queries.polls import latest_poll


@dataclass(frozen=True)
class TableView:
    """A table that was entered. `newcomers`: people of its territory who took a seat of their own since."""

    id: UUID
    name: str
    territory_name: str
    seats: int
    newcomers: int


@dataclass(frozen=True)
class Tables:
    """The tables of the latest vote; `changeable` until its close, by a method that may be voted on paper."""

    poll: int = 0
    changeable: bool = False
    tables: Sequence[TableView] = ()


def tables_of(session: AtelierSession) -> Tables:
    """At most 3 queries."""
    poll = latest_poll(session)
    if poll is None or poll.state == Poll.State.REVEALED or poll.method.table is None:
        return Tables()
    rows = list(poll.tables.select_related("territory"))
    seated = Counter(
        Participant.objects.filter(session=session, removed_at=None).values_list(
            "territory", flat=True
        )
        if rows
        else ()
    )
    views = [
        TableView(
            id=row.pk,
            name=row.name,
            territory_name=row.territory.name,
            seats=row.seats,
            newcomers=max(0, seated[row.territory_id] - row.phones),
        )
        for row in rows
    ]
    return Tables(poll.pk, poll.state == Poll.State.OPEN, views)
