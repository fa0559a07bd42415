"""What the season of a séance shares with its participants."""

from collections.abc import Sequence
from dataclasses import dataclass

from referentiel.queries.resources import shared_with_participants
from sessions.models import AtelierSession

MOST_SHOWN = 8
"""Resources that the room is shown; the page of the season has all of them."""


@dataclass(frozen=True)
class ResourceLine:
    """Holds a resource as the room sees it: its title, what it is, and the last part of its address."""

    title: str
    kind_label: str
    slug: str


@dataclass(frozen=True)
class SharedResources:
    """Holds the latest resources of the season, and how many more it has."""

    lines: Sequence[ResourceLine]
    more: int
    season: str = ""
    address: str = ""


NONE = SharedResources((), 0)


def shared_resources(session: AtelierSession) -> SharedResources:
    """Lists those of the séance's season that can be opened, the latest first (2 queries; none without a season)."""
    season = session.season
    if season is None:
        return NONE
    rows = list(shared_with_participants(season))
    lines = [ResourceLine(row.title, row.get_kind_display(), row.slug) for row in rows[:MOST_SHOWN]]
    return SharedResources(lines, len(rows) - len(lines), str(season), season.get_absolute_url())
