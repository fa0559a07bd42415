"""The two sides of the readings of a séance as numbers, without any reader: what gaps are measured on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

from django.db.models import Case, Count, F, IntegerField, QuerySet, Sum, Value, When

from sessions.gaps import EVERYBODY, Closeness, Side, closeness, gap_between, side_of
from sessions.models import AtelierSession, StakeReading
from sessions.voting.small_groups import SMALLEST_SHOWN_GROUP

Frozen: TypeAlias = Mapping[str, Any]
"""A card's sides by value: `{"own_readers", "peer_readers", "stakes": {key: [own, peers]}}`; null is not shown."""


class Means(NamedTuple):
    """How both sides see one stake: means from 0 to 3, None for a side that has not read or may not be shown."""

    own: float | None
    peers: float | None

    @property
    def gap(self) -> float | None:
        return gap_between(self.own, self.peers)

    @property
    def closeness(self) -> Closeness | None:
        return closeness(self.gap)


@dataclass
class CardSides:
    """The two sides of one card. Numbers of readers are None where a side is too small to show."""

    card: int
    territory: int
    own_readers: int | None
    peer_readers: int | None
    stakes: dict[str, Means] = field(default_factory=dict)
    tags: dict[str, int] = field(default_factory=dict)
    """How many readings see each stake, of both sides together."""

    def means(self, stake: str) -> Means:
        """Of a stake that nobody of a side sees, the mean of this side is 0."""
        return self.stakes.get(stake) or Means(_zero(self.own_readers), _zero(self.peer_readers))

    def by_value(self) -> Frozen:
        """The means as a discussion keeps them."""
        return {
            "own_readers": self.own_readers,
            "peer_readers": self.peer_readers,
            "stakes": {key: list(means) for key, means in sorted(self.stakes.items())},
        }


def kept_sides(card: int, frozen: Frozen) -> CardSides:
    """The two sides of a card as a discussion kept them."""
    stakes = {key: Means(*pair) for key, pair in frozen["stakes"].items()}
    return CardSides(card, 0, frozen["own_readers"], frozen["peer_readers"], stakes)


def smallest_side(session: AtelierSession) -> int:
    """How many readers a side needs for its means to be shown (docs/invariants.md, « Secrecy, decided »)."""
    return SMALLEST_SHOWN_GROUP if session.is_anonymous else EVERYBODY


def shown_sides(session: AtelierSession) -> dict[int, CardSides]:
    """The sides of every card that the room sees and somebody has read, by card (2 queries)."""
    return _sides(StakeReading.objects.filter(card__session=session, card__hidden_at=None), session)


def sides_of_card(session: AtelierSession, card: int) -> CardSides:
    """The sides of one card, also of one that nobody has read (2 queries)."""
    found = _sides(StakeReading.objects.filter(card__session=session, card=card), session)
    nobody = side_of(0, 0, smallest=smallest_side(session)).readers
    return found.get(card) or CardSides(card, 0, nobody, nobody)


def _sides(readings: QuerySet[StakeReading], session: AtelierSession) -> dict[int, CardSides]:
    told_here = When(reader__territory=F("card__territory"), then=Value(1))
    sided = readings.order_by().annotate(
        own=Case(told_here, default=Value(0), output_field=IntegerField())
    )
    numbers = sided.values_list("card", "own").annotate(number=Count("reader", distinct=True))
    readers = {(card, own): number for card, own, number in numbers}
    read: dict[tuple[int, int], dict[str, _Read]] = {}
    grouped = sided.values_list("card", "card__territory", "stake", "own")
    for card, territory, stake, own, tags, total in grouped.annotate(
        tags=Count("pk"), total=Sum("intensity")
    ):
        read.setdefault((card, territory), {}).setdefault(stake, {})[own] = tags, total
    smallest = smallest_side(session)
    return {
        card: _card(
            card,
            territory,
            stakes,
            (readers.get((card, 1), 0), readers.get((card, 0), 0)),
            smallest,
        )
        for (card, territory), stakes in read.items()
    }


_Read: TypeAlias = dict[int, tuple[int, int]]
"""How many see a stake in a card, and the sum of their intensities: 1 for those who tell it, 0 for their peers."""


def _card(
    card: int, territory: int, stakes: Mapping[str, _Read], readers: tuple[int, int], smallest: int
) -> CardSides:
    def side(read: _Read, own: int) -> Side:
        number = readers[0] if own else readers[1]
        return side_of(read.get(own, (0, 0))[1], number, smallest=smallest)

    return CardSides(
        card,
        territory,
        own_readers=side({}, 1).readers,
        peer_readers=side({}, 0).readers,
        stakes={key: Means(side(read, 1).mean, side(read, 0).mean) for key, read in stakes.items()},
        tags={key: sum(tags for tags, _total in read.values()) for key, read in stakes.items()},
    )


def _zero(readers: int | None) -> float | None:
    return 0.0 if readers else None
