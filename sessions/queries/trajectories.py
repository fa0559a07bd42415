"""The trajectories of a séance, and which of them are on the page of their territory."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from referentiel.models import PublishedTrajectory, Territory
from sessions.models import AtelierSession


@dataclass(frozen=True)
class TrajectoryLine:
    """Holds a territory with how many visible cards it has here, and what was published of them."""

    territory: Territory
    cards: int
    published: PublishedTrajectory | None


def trajectory_origin(session: AtelierSession, territory: int) -> str:
    """Says where a published trajectory comes from: one per séance and territory."""
    return f"{session.code}/trajectoire/{territory}"


def trajectory_lines(session: AtelierSession) -> list[TrajectoryLine]:
    """Returns the territories of a séance in the order of their names (3 queries)."""
    shown = session.cards.filter(hidden_at__isnull=True).order_by("territory")
    counts = dict(shown.values_list("territory").annotate(number=Count("pk")))
    start = trajectory_origin(session, 0).removesuffix("0")
    known = {
        one.origin: one for one in PublishedTrajectory.objects.filter(origin__startswith=start)
    }
    return [
        TrajectoryLine(each, counts.get(each.pk, 0), known.get(trajectory_origin(session, each.pk)))
        for each in session.territories.all()
    ]


def trajectory_mark(cards: Iterable[object]) -> str:
    """Returns a short mark of what would become public: equal trajectories have equal marks."""
    return hashlib.blake2b(repr(list(cards)).encode(), digest_size=8).hexdigest()
