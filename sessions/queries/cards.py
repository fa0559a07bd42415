"""Cards as they are shown, with their double reading."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from referentiel.models import Territory
from sessions.cards.kinds import kind_of
from sessions.gaps import EVERYBODY, Closeness, Side, closeness, gap_between, side_of
from sessions.models import AtelierSession, StakeReading, TrajectoryCard
from sessions.prepared import Prepared
from sessions.queries.discussions import readers_told
from sessions.queries.sides import smallest_side
from sessions.queries.stakes import SessionStake, known_stakes

OWN, PEERS = "own", "peers"


@dataclass(frozen=True)
class Reason:
    """Why a reader sees the stake at play; `reader` is empty where names are hidden."""

    text: str
    side: str
    reader: str


@dataclass(frozen=True)
class StakeSummary:
    """How one stake is seen in one card, by those who tell it (`own`) and by their `peers`.

    Both are mean intensities from 0 to 3 over everybody of that side who tagged the card at all;
    None when nobody of that side did, or too few to show it.
    """

    stake: SessionStake
    own: float | None
    peers: float | None
    count: int
    reasons: Sequence[Reason]
    formerly: Sequence[str] = ()
    """The other names under which it was read here, the first one first."""
    own_readers: int | None = 0
    peer_readers: int | None = 0
    """How many of each side have tagged the card at all: over so many a mean is made. None: too few to show any."""

    @property
    def difference(self) -> float | None:
        """The gap, 0 to 3; None while one of the sides is not known or not shown."""
        return gap_between(self.own, self.peers)

    @property
    def closeness(self) -> Closeness | None:
        """The word of the gap."""
        return closeness(self.difference)

    @property
    def gap(self) -> bool:
        """Whether the two readings differ enough to be put in discussion."""
        return self.closeness is Closeness.APART


@dataclass(frozen=True)
class CardView:
    """A card as an audience may see it."""

    id: int
    kind: str
    kind_label: str
    title: str
    text: str
    moment_label: str
    order: str
    territory: Territory
    author_label: str
    organisation: str
    is_example: bool
    is_hidden: bool
    version: int
    readings: Sequence[StakeSummary]
    carried_from: str = ""
    carried_on: date | None = None
    """Of a copy: which séance told it, and when."""

    @property
    def few_readers(self) -> str:
        """How many have read it, where that is few; empty where each side says it by itself."""
        if not self.readings or None in (read := _readers(self.readings[0])):
            return ""
        return readers_told(*read)


def card_views(
    session: AtelierSession, *, ids: Collection[int] | None = None, with_hidden: bool = False
) -> list[CardView]:
    """The cards asked for, or all, in the order of their frises."""
    found = _cards(session, ids, with_hidden)
    readings = _readings(session, None if ids is None else tuple(card.pk for card in found))
    # The database is asked only when a card has been read: a new card has no reading yet.
    known = known_stakes(session) if readings else []
    cards = [card_view(card, readings.get(card.pk, ()), session, known) for card in found]
    return sorted(cards, key=lambda card: (card.territory.name, card.order))


def _of(session: Any) -> QuerySet[TrajectoryCard]:
    return TrajectoryCard.objects.filter(session=session).select_related("territory", "author")


_some = Prepared(lambda session, ids: _of(session).filter(pk__in=ids))
_some_shown = Prepared(lambda session, ids: _of(session).filter(pk__in=ids, hidden_at__isnull=True))
_read = Prepared(
    lambda cards: StakeReading.objects.filter(card__pk__in=cards).select_related("reader")
)

_read_everywhere = Prepared(
    lambda session: StakeReading.objects.filter(card__session=session).select_related("reader")
)


def _cards(
    session: AtelierSession, ids: Collection[int] | None, with_hidden: bool
) -> list[TrajectoryCard]:
    if ids is not None:
        return (_some if with_hidden else _some_shown).all(session, tuple(ids))
    return list(_of(session) if with_hidden else _of(session).filter(hidden_at__isnull=True))


def _readings(
    session: AtelierSession, cards: tuple[int, ...] | None
) -> dict[int, list[StakeReading]]:
    """The readings of these cards, by card; of all of the séance when None."""
    found = _read_everywhere.all(session) if cards is None else _read.all(cards)
    by_card: dict[int, list[StakeReading]] = {}
    for reading in found:
        by_card.setdefault(reading.card_id, []).append(reading)
    return by_card


def card_view(
    card: TrajectoryCard,
    readings: Sequence[StakeReading],
    session: AtelierSession,
    known: Iterable[SessionStake],
) -> CardView:
    """One card, without its author's name where the séance is anonymous."""
    return CardView(
        id=card.pk,
        kind=card.kind,
        kind_label=str(kind_of(card.kind).word),
        title=card.title,
        text=card.text,
        moment_label=card.moment,
        order=card.order,
        territory=card.territory,
        author_label="" if session.is_anonymous or card.author is None else card.author.signature,
        organisation=card.organisation,
        is_example=card.is_example,
        is_hidden=card.hidden_at is not None,
        version=card.version,
        carried_from=card.carried_from,
        carried_on=card.carried_on,
        readings=double_reading(
            card,
            readings,
            known,
            named=not session.is_anonymous,
            smallest=smallest_side(session),
        ),
    )


def double_reading(
    card: TrajectoryCard,
    readings: Sequence[StakeReading],
    known: Iterable[SessionStake],
    *,
    named: bool,
    smallest: int = EVERYBODY,
) -> list[StakeSummary]:
    """The stakes that somebody sees in the card, each read by its tellers and by their peers.

    `readings` are all of the card's, each with its reader. A side of fewer than `smallest` readers says nothing.
    """
    if not readings:
        return []
    sides: dict[str, set[int]] = {OWN: set(), PEERS: set()}
    for reading in readings:
        sides[_side(card, reading)].add(reading.reader_id)
    return [
        _summary(card, stake, tagged, sides, named, smallest)
        for stake in known
        if (tagged := [reading for reading in readings if reading.stake_id == stake.key])
    ]


def _summary(
    card: TrajectoryCard,
    stake: SessionStake,
    tagged: Sequence[StakeReading],
    sides: dict[str, set[int]],
    named: bool,
    smallest: int,
) -> StakeSummary:
    def side(key: str) -> Side:
        total = sum(reading.intensity for reading in tagged if _side(card, reading) == key)
        return side_of(total, len(sides[key]), smallest=smallest)

    reasons = [
        Reason(reading.reason, _side(card, reading), reading.reader.name if named else "")
        for reading in tagged
        if reading.reason
    ]
    if not named:
        # The order of entry, stake after stake, would tell which reasons come from one person.
        reasons.sort(key=lambda each: (each.side, each.text))
    own, peers = side(OWN), side(PEERS)
    return StakeSummary(
        stake,
        own.mean,
        peers.mean,
        len(tagged),
        reasons,
        names_of_before(stake, tagged),
        own.readers,
        peers.readers,
    )


def _readers(read: StakeSummary) -> tuple[int | None, int | None]:
    return read.own_readers, read.peer_readers


def names_of_before(stake: SessionStake, tagged: Iterable[StakeReading]) -> list[str]:
    """Returns the names under which these readings read the stake, but the one that is shown."""
    names = dict.fromkeys(reading.read_as for reading in tagged)
    return [name for name in names if name not in {"", stake.short_title}]


def _side(card: TrajectoryCard, reading: StakeReading) -> str:
    return OWN if reading.reader.territory_id == card.territory_id else PEERS
