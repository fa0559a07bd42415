"""What a room counts, and who sits in it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from django.db import connection
from django.db.models import Count, QuerySet
from django.utils.functional import SimpleLazyObject

from referentiel.models import Territory
from sessions.gaps import pooled
from sessions.models import (
    ERASED,
    AtelierSession,
    JournalEntry,
    Participant,
    TrajectoryCard,
)
from sessions.prepared import Prepared
from sessions.queries.sides import CardSides
from sessions.queries.stakes import SessionStake, in_use, known_stakes

HEAT_LEVELS = 4


@dataclass(frozen=True)
class TerritoryCount:
    """What one territory has brought so far."""

    territory: Territory
    participants: int
    cards: int


@dataclass(frozen=True)
class Counts:
    """What the room has brought so far; hidden pieces and removed people do not count."""

    participants: int
    cards: int
    readings: int
    proposals: int
    by_territory: Sequence[TerritoryCount]


@dataclass(frozen=True)
class Heat:
    """How many readings see a stake in a territory's cards; `level` from 0 to 4, relative to the highest."""

    count: int
    level: int
    gap: float | None = None
    """How far apart the territory and its peers are over these cards; None where both have not read, or not shown."""


@dataclass(frozen=True)
class HeatRow:
    """One territory of the heat map, a cell for each stake."""

    territory: Territory
    cells: Sequence[Heat]


@dataclass(frozen=True)
class HeatMap:
    """Territory × stake."""

    stakes: Sequence[SessionStake]
    rows: Sequence[HeatRow]
    total: int


COUNTED = """
SELECT
    (SELECT COUNT(*) FROM ateliers_participant
        WHERE session_id = %(session)s AND removed_at IS NULL),
    (SELECT COUNT(*) FROM ateliers_trajectorycard
        WHERE session_id = %(session)s AND hidden_at IS NULL),
    (SELECT COUNT(*) FROM ateliers_stakereading
        JOIN ateliers_trajectorycard ON ateliers_trajectorycard.id = card_id
        WHERE session_id = %(session)s AND hidden_at IS NULL),
    (SELECT COUNT(*) FROM ateliers_proposal
        WHERE session_id = %(session)s AND hidden_at IS NULL AND heir_id IS NULL)
"""
"""Our only statement in SQL about rows. Each change in a room counts again, and Django took longer to compose four
queries than the database takes to answer twenty of these (docs/decisions/0017-what-a-hall-costs.md)."""


def counts(session: AtelierSession) -> Counts:
    """The numbers of the room, in one query. The numbers of the territories, if shown, take three more."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, {"session": session.pk})
        participants, cards, readings, proposals = cursor.fetchone()
    return Counts(
        participants=participants,
        cards=cards,
        readings=readings,
        proposals=proposals,
        # Phones do not show them, and are most of a room.
        by_territory=cast(
            "list[TerritoryCount]", SimpleLazyObject(lambda: _territory_counts(session))
        ),
    )


def _territory_counts(session: AtelierSession) -> list[TerritoryCount]:
    seated = _by_territory(Participant.objects.filter(session=session, removed_at=None))
    posted = _by_territory(TrajectoryCard.objects.filter(session=session, hidden_at=None))
    return [
        TerritoryCount(territory, seated.get(territory.pk, 0), posted.get(territory.pk, 0))
        for territory in session.territories.all()
    ]


def _by_territory(rows: QuerySet[Participant] | QuerySet[TrajectoryCard]) -> dict[int, int]:
    grouped = rows.order_by().values_list("territory").annotate(number=Count("pk"))
    return dict(grouped)


def heat_map(session: AtelierSession, sides: Mapping[int, CardSides]) -> HeatMap:
    """Readings by territory of the card and by stake, with their gap. `sides` are those of the cards that are shown."""
    read: dict[tuple[int, str], list[CardSides]] = {}
    for card in sides.values():
        for stake in card.tags:
            read.setdefault((card.territory, stake), []).append(card)
    numbers = {
        (territory, stake): sum(card.tags[stake] for card in cards)
        for (territory, stake), cards in read.items()
    }
    shown = in_use(known_stakes(session), {stake for _territory, stake in numbers})
    highest = max(numbers.values(), default=0)
    rows = [
        HeatRow(
            territory,
            [
                replace(
                    heat(numbers.get((territory.pk, stake.key), 0), highest),
                    gap=_gap(read.get((territory.pk, stake.key), ()), stake.key),
                )
                for stake in shown
            ],
        )
        for territory in session.territories.all()
    ]
    return HeatMap(shown, rows, sum(numbers.values()))


def _gap(cards: Iterable[CardSides], stake: str) -> float | None:
    return pooled(card.means(stake) for card in cards).gap


def heat(number: int, highest: int) -> Heat:
    """The level of a cell: 0 for no reading, then up to 4 for the highest number."""
    level = -(-HEAT_LEVELS * number // highest) if number else 0
    return Heat(number, level)


def people(session: AtelierSession, *, ids: Collection[int] | None = None) -> list[Participant]:
    """Those who have a seat now, in the order in which they came."""
    seated = Participant.objects.filter(session=session, removed_at=None).select_related(
        "territory"
    )
    return list(seated if ids is None else seated.filter(pk__in=ids))


def leavers(session: AtelierSession, *, ids: Collection[int] | None = None) -> list[Participant]:
    """Those whose seat was taken away, and whose name is still here."""
    gone = Participant.objects.filter(session=session, removed_at__isnull=False)
    named = gone.exclude(name=ERASED).select_related("territory")
    return list(named if ids is None else named.filter(pk__in=ids))


def seats(session: AtelierSession, *, ids: Collection[int]) -> list[Participant]:
    """These seats with their territories, including seats that were taken away."""
    found = Participant.objects.filter(session=session, pk__in=ids)
    return list(found.select_related("territory"))


_head = Prepared(lambda pk: AtelierSession.objects.filter(pk=pk).values_list("last_seq", flat=True))
_entries = Prepared(
    lambda pk, seq: JournalEntry.objects.filter(session_id=pk, seq__gt=seq).order_by("seq")
)
_session = Prepared(lambda pk: AtelierSession.objects.filter(pk=pk))


def session_now(session_id: int) -> AtelierSession:
    """The séance as it is. Raises AtelierSession.DoesNotExist."""
    return _session.one(session_id)


def head(session_id: int) -> int:
    """The number of the last thing that happened in the room. Raises AtelierSession.DoesNotExist."""
    return _head.one(session_id)


def entries_since(session_id: int, seq: int) -> list[JournalEntry]:
    """The journal after `seq`, in order."""
    return _entries.all(session_id, seq)
