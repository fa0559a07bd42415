"""What an export says of the two sides of the readings: by territory, and before and after a discussion."""

from collections.abc import Iterable, Sequence

from sessions.exports.facts import DiscussionFacts, MovedFacts, TerritoryReadingFacts
from sessions.gaps import pooled
from sessions.models import AtelierSession
from sessions.queries.discussions import DiscussionView
from sessions.queries.sides import shown_sides
from sessions.queries.stakes import SessionStake


def territory_readings(
    session: AtelierSession, stakes: Sequence[SessionStake]
) -> list[TerritoryReadingFacts]:
    """By territory and stake, over the cards that the room sees. Where both sides have read none, there is no row."""
    sides = sorted(shown_sides(session).values(), key=lambda each: (each.territory, each.card))
    found = []
    for territory in dict.fromkeys(each.territory for each in sides):
        for stake in stakes:
            cards = [each for each in sides if each.territory == territory]
            read = pooled(each.means(stake.key) for each in cards if stake.key in each.tags)
            if read.own is not None and read.peers is not None and read.gap is not None:
                means = read.own, read.peers, read.gap
                found.append(TerritoryReadingFacts(territory, stake.key, read.cards, *means))
    return found


def _discussion(view: DiscussionView) -> DiscussionFacts:
    return DiscussionFacts(
        id=view.id,
        card=view.card.pk,
        stake=view.stake.key if view.stake else None,
        running=view.runs,
        moved=[
            MovedFacts(
                each.stake.key,
                each.before.own,
                each.before.peers,
                each.before.gap,
                each.after.own,
                each.after.peers,
                each.after.gap,
            )
            for each in view.moved
        ],
    )


def discussion_facts(views: Iterable[DiscussionView]) -> list[DiscussionFacts]:
    """The discussions, in the order in which they were opened."""
    return [_discussion(each) for each in sorted(views, key=lambda each: each.id)]
