"""What territories told earlier, and the cards of it that another séance may open with."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from referentiel.models import Collective, PublishedCard, PublishedTrajectory, Season, Territory
from sessions.models import AtelierSession, Facilitator, TrajectoryCard
from sessions.queries.trajectories import trajectory_origin

Told = TrajectoryCard | PublishedCard
Origin = tuple[str, date]


@dataclass(frozen=True, order=True)
class Earlier:
    """Names what a territory told: in a closed séance, or as it published it. The other number is 0."""

    territory: int
    session: int = 0
    publication: int = 0

    @property
    def key(self) -> str:
        """What a form calls it."""
        place = f"s{self.session}" if self.session else f"p{self.publication}"
        return f"{place}-{self.territory}"


@dataclass(frozen=True)
class EarlierTrajectory:
    """Holds what a form says of an earlier trajectory; `cards` is how many visible cards it has."""

    source: Earlier
    territory: Territory
    title: str
    held_on: date
    season: Season | None
    cards: int

    @property
    def is_published(self) -> bool:
        """Tells whether it comes from the page of its territory."""
        return bool(self.source.publication)


def earlier_sessions(facilitator: Facilitator) -> QuerySet[AtelierSession]:
    """Lists the closed séances that somebody leads and that have visible cards; the latest first."""
    closed = facilitator.sessions.filter(status=AtelierSession.Status.CLOSED)
    shown = TrajectoryCard.objects.filter(hidden_at__isnull=True).order_by()
    return closed.filter(pk__in=shown.values("session")).select_related("season")


def earlier_trajectories(
    facilitator: Facilitator, territories: Collection[int]
) -> list[EarlierTrajectory]:
    """Lists what these territories told: by territory, the latest of each first (4 queries).

    From the closed séances that somebody leads, and from what the territories published, which anybody may read. What
    was published from one of these séances is there once, as the séance.
    """
    mine = list(_told_in_sessions(facilitator, territories))
    known = {origin for origin, _trajectory in mine}
    published = PublishedTrajectory.objects.filter(territory__in=territories)
    counted = published.select_related("territory", "season").annotate(number=Count("cards"))
    others = [
        EarlierTrajectory(
            Earlier(one.territory_id, publication=one.pk),
            one.territory,
            one.session_title,
            one.held_on,
            one.season,
            one.number,
        )
        for one in counted.order_by("-held_on", "-pk")
        if one.origin not in known
    ]
    found = [*(trajectory for _origin, trajectory in mine), *others]
    found.sort(key=lambda each: each.held_on, reverse=True)
    return sorted(found, key=lambda each: each.territory.slug)


def _told_in_sessions(
    facilitator: Facilitator, territories: Collection[int]
) -> Iterator[tuple[str, EarlierTrajectory]]:
    """Each with the origin that it would be published under (3 queries)."""
    shown = TrajectoryCard.objects.filter(
        session__facilitators=facilitator,
        session__status=AtelierSession.Status.CLOSED,
        territory__in=territories,
        hidden_at__isnull=True,
    )
    pairs = shown.order_by("-session", "territory").values_list("session", "territory")
    counted = list(pairs.annotate(number=Count("pk")))
    places = Territory.objects.in_bulk({territory for _session, territory, _number in counted})
    sessions = AtelierSession.objects.select_related("season").in_bulk(
        {session for session, _territory, _number in counted}
    )
    for session, territory, number in counted:
        of = sessions[session]
        source = Earlier(territory, session=session)
        yield (
            trajectory_origin(of, territory),
            EarlierTrajectory(source, places[territory], of.title, of.held_on, of.season, number),
        )


def season_territories(facilitator: Facilitator, season: int) -> set[int]:
    """Returns the territories of a season: its collectives, and who told something in it (4 queries).

    A demonstration that was told in a real season does not bring its fictive territories beside the real ones.
    """
    told = facilitator.sessions.filter(season=season, status=AtelierSession.Status.CLOSED)
    of = (
        Q(pk__in=Collective.objects.filter(season=season).order_by().values("territory"))
        | Q(pk__in=told.order_by().values("territories"))
        | Q(pk__in=PublishedTrajectory.objects.filter(season=season).order_by().values("territory"))
    )
    found = dict(Territory.objects.filter(of).values_list("pk", "is_example"))
    real = {number for number, is_example in found.items() if not is_example}
    return real or set(found)


def cards_to_carry(chosen: Iterable[Earlier]) -> list[Told]:
    """Returns the cards that a séance opens with, each trajectory in its order.

    Where a chosen séance has opened with a card of another chosen one, its own copy goes on, and not both; one that was
    hidden there has gone on too: hiding it was the later decision. A published card does not know of which card it is a
    copy. So of two trajectories of a territory of which one is published, the later one goes on with all that was told
    in the séances that it tells of.
    """
    sources = sorted(_sources(set(chosen)), key=lambda each: each.rank, reverse=True)
    copies = (card for each in sources for card in each.cards if isinstance(card, TrajectoryCard))
    gone_on = {card.carried_card for card in copies}
    cards: list[Told] = []
    told: set[tuple[int, Origin]] = set()
    published: set[tuple[int, Origin]] = set()
    for source in sources:
        passed = told if source.is_published else published
        of = source.territory
        cards += [
            card
            for card in source.cards
            if _is_shown(card, gone_on) and (of, _origin(card)) not in passed
        ]
        origins = {(of, _origin(card)) for card in source.cards}
        told |= origins
        published |= origins if source.is_published else set()
    return cards


@dataclass(frozen=True)
class _Source:
    """Holds all cards of a trajectory, hidden ones too. `rank` grows with its day."""

    rank: tuple[date, bool, int]
    territory: int
    is_published: bool
    cards: list[Told]


def _sources(chosen: Collection[Earlier]) -> Iterator[_Source]:
    """What was chosen, with its cards (3 queries)."""
    of_sessions: dict[tuple[int, int], list[TrajectoryCard]] = {}
    of_all = TrajectoryCard.objects.filter(session__in={each.session for each in chosen})
    for card in of_all.select_related("session"):
        of_sessions.setdefault((card.session_id, card.territory_id), []).append(card)
    for each in chosen:
        cards = sorted(
            of_sessions.get((each.session, each.territory), []), key=lambda card: card.order
        )
        if cards:
            first = cards[0].session
            yield _Source((first.held_on, True, first.pk), each.territory, False, [*cards])
    pairs = {(each.publication, each.territory) for each in chosen if each.publication}
    of_pages = PublishedTrajectory.objects.filter(pk__in={number for number, _of in pairs})
    for one in of_pages.prefetch_related("cards"):
        if (one.pk, one.territory_id) in pairs:
            cards_of_page = sorted(one.cards.all(), key=lambda card: card.position)
            yield _Source((one.held_on, False, one.pk), one.territory_id, True, [*cards_of_page])


def _is_shown(card: Told, gone_on: Collection[int | None]) -> bool:
    """A published card is always shown; another one unless it was hidden, or has gone on in a later séance."""
    if isinstance(card, PublishedCard):
        return True
    return card.hidden_at is None and card.pk not in gone_on


def _origin(card: Told) -> Origin:
    """The séance that told it first, also where it was reworded since."""
    if isinstance(card, PublishedCard):
        return card.told_in, card.told_on
    if card.carried_on is not None:
        return card.carried_from, card.carried_on
    return card.session.title, card.session.held_on
