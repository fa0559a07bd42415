"""Discussions as they are shown: before and after by side, what moved in a sentence, what to discuss next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sessions.gaps import NEAR
from sessions.models import AtelierSession, Discussion, TrajectoryCard
from sessions.queries.sides import CardSides, Means, kept_sides, sides_of_card
from sessions.queries.stakes import SessionStake, known_stakes
from sessions.voting.small_groups import SMALLEST_SHOWN_GROUP

MOST_OFFERED = 8
"""Of the list of what to discuss: more than an atelier has time for, and one screen of a cockpit."""


@dataclass(frozen=True)
class Moved:
    """One stake of a card before its discussion, and after it or as it is now."""

    stake: SessionStake
    before: Means
    after: Means

    @property
    def sentence(self) -> str:
        """What the discussion moved; empty where nothing may be said."""
        return moved_sentence(self.stake.short_title, self.before.gap, self.after.gap)


@dataclass(frozen=True)
class DiscussionView:
    """A discussion as every audience sees it. `before` and `after` say how many have read, where few have."""

    id: int
    card: TrajectoryCard
    stake: SessionStake | None
    runs: bool
    moved: Sequence[Moved]
    before: str
    after: str

    @property
    def is_hidden(self) -> bool:
        """Whether its card was hidden: only facilitators see it then."""
        return self.card.hidden_at is not None

    @property
    def sentences(self) -> Sequence[str]:
        return [moved.sentence for moved in self.moved if moved.sentence]


@dataclass(frozen=True)
class Offer:
    """A stake of a card that both sides have read, and do not see alike."""

    card: TrajectoryCard
    stake: SessionStake
    means: Means
    readers: str


@dataclass(frozen=True)
class Offers:
    """The widest gaps first; `more` are not in the list. `current` is the discussion that runs, 0 for none."""

    first: Sequence[Offer]
    more: int
    current: int


def discussions(session: AtelierSession) -> list[DiscussionView]:
    """All discussions, the one that runs first, then in their order (1 query, or up to 4)."""
    found = list(Discussion.objects.filter(session=session).select_related("card__territory"))
    if not found:
        return []
    known = {stake.key: stake for stake in known_stakes(session)}
    views = [_view(each, session, known) for each in found]
    return sorted(views, key=lambda view: not view.runs)


def first_means(session: AtelierSession) -> dict[tuple[int, str], Means]:
    """What both sides read before the first discussion of a card, by card and stake (1 query)."""
    found: dict[tuple[int, str], Means] = {}
    for kept in Discussion.objects.filter(session=session):
        before = kept_sides(kept.card_id, kept.before)
        for key in [kept.stake_id] if kept.stake_id else before.stakes:
            found.setdefault((kept.card_id, key), before.means(key))
    return found


def _view(
    kept: Discussion, session: AtelierSession, known: Mapping[str, SessionStake]
) -> DiscussionView:
    before = kept_sides(kept.card_id, kept.before)
    # Only the one that runs has no *après* yet.
    after = (
        sides_of_card(session, kept.card_id)
        if kept.after is None
        else kept_sides(kept.card_id, kept.after)
    )
    return DiscussionView(
        id=kept.pk,
        card=kept.card,
        stake=known.get(kept.stake_id or ""),
        runs=kept.after is None,
        moved=[
            Moved(known[key], before.means(key), after.means(key))
            for key in stakes_of(kept.stake_id, before, after, known)
        ],
        before=readers_told(before.own_readers, before.peer_readers),
        after=readers_told(after.own_readers, after.peer_readers),
    )


def stakes_of(
    stake: str | None, before: CardSides, after: CardSides, known: Iterable[str]
) -> list[str]:
    """The keys that a discussion shows: its own stake, or all that somebody sees in the card, before or after."""
    seen = {stake} if stake else {*before.stakes, *after.stakes}
    return [key for key in known if key in seen]


def offers(session: AtelierSession, sides: Mapping[int, CardSides]) -> Offers:
    """What to put in discussion: the stakes on which the two sides are furthest apart (2 queries).

    Equal gaps stand in the order of the cards.
    """
    known = {stake.key: stake for stake in known_stakes(session)}
    apart = sorted(
        (
            (card, stake, means)
            for card, read in sides.items()
            for stake, means in read.stakes.items()
            if (means.gap or 0) >= NEAR and stake in known
        ),
        key=lambda each: (-(each[2].gap or 0), each[0], list(known).index(each[1])),
    )
    first = apart[:MOST_OFFERED]
    cards = TrajectoryCard.objects.select_related("territory").in_bulk({card for card, *_ in first})
    shown = [
        Offer(
            cards[card],
            known[stake],
            means,
            readers_told(sides[card].own_readers, sides[card].peer_readers),
        )
        for card, stake, means in first
        if card in cards
    ]
    return Offers(shown, len(apart) - len(first), session.discussion_id or 0)


def readers_told(own: int | None, peers: int | None) -> str:
    """How many of each side have read, where that is few: « 2 lectures du territoire, 1 de ses pairs ».

    Empty where both sides are of five or more. None stands for a side that is too small to show.
    """
    if min(_or_few(own), _or_few(peers)) >= SMALLEST_SHOWN_GROUP:
        return ""
    few = {"n": SMALLEST_SHOWN_GROUP}
    if own is None:
        told = _("Moins de %(n)s lectures du territoire") % few
    else:
        told = ngettext("%(n)s lecture du territoire", "%(n)s lectures du territoire", own) % {
            "n": own
        }
    if peers is None:
        return told + _(", moins de %(n)s de ses pairs") % few
    return told + _(", %(n)s de ses pairs") % {"n": peers}


def moved_sentence(stake: str, before: float | None, after: float | None) -> str:
    """What a discussion moved, in one sentence; empty while one of the sides is not known or not shown."""
    if after is None:
        return ""
    told = {"stake": stake, "before": floatformat(before, -1), "after": floatformat(after, -1)}
    if before is None:
        return _("Après l’échange, l’écart sur « %(stake)s » est de %(after)s.") % told
    if before == after:
        return _("Après l’échange, l’écart sur « %(stake)s » reste de %(after)s.") % told
    return (
        _("Après l’échange, l’écart sur « %(stake)s » est passé de %(before)s à %(after)s.") % told
    )


def _or_few(readers: int | None) -> int:
    return 0 if readers is None else readers
