"""A season with all that its page shows: who was there, its ateliers, what was shared before, what came out of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from referentiel.editions.contents import Contents
from referentiel.models import Atelier, Balise, Edition, Resource, ResourceKind, Season
from referentiel.queries import guests, with_collectives
from referentiel.queries.balises import balises_from
from referentiel.queries.editions import editions
from referentiel.queries.resources import resources_for
from referentiel.viewers import Viewer

_SEASONS: dict[tuple[int, str], frozenset[int]] = {}
"""By edition and mark, as long as the process lives: the contents of an edition never change."""
FILMS = frozenset({ResourceKind.FILM, ResourceKind.TEASER, ResourceKind.TALK})


@dataclass(frozen=True)
class SeasonSheet:
    """Holds what the page of a season shows to one viewer."""

    season: Season
    before: Season | None
    after: Season | None
    shared: Sequence[Resource]
    balises: Sequence[Balise]
    editions: Sequence[Edition]
    films: Sequence[Resource]
    others: Sequence[Resource]

    @property
    def is_empty(self) -> bool:
        """Tells whether nothing is said of it but its theme, its dates and its pilots."""
        kept = (self.shared, self.balises, self.editions, self.films, self.others)
        return not any((*kept, self.season.collectives.all(), self.season.ateliers.all()))


def season_sheet(number: int, viewer: Viewer) -> SeasonSheet | None:
    """Returns the sheet of the season of this number (12 queries at most); None when there is none."""
    season = _seasons().filter(number=number).first()
    if season is None:
        return None
    before, after = _around(season)
    resources = list(resources_for(viewer).filter(season=season))
    came_out = [one for one in resources if not one.before_season]
    return SeasonSheet(
        season=season,
        before=before,
        after=after,
        shared=[one for one in resources if one.before_season],
        balises=balises_from(season),
        editions=editions_that_gather(season),
        films=[one for one in came_out if one.kind in FILMS],
        others=[one for one in came_out if one.kind not in FILMS],
    )


def _seasons() -> "QuerySet[Season]":
    talks = Count("talks")
    filmed = Count("talks", filter=Q(talks__is_filmed=True))
    ateliers = Atelier.objects.annotate(talk_count=talks, filmed_count=filmed).order_by("number")
    return Season.objects.prefetch_related(
        "pilots", with_collectives(guests()), Prefetch("ateliers", ateliers)
    )


def _around(season: Season) -> tuple[Season | None, Season | None]:
    """The seasons just before and just after this one (1 query)."""
    all_of_them = list(Season.objects.order_by("number"))
    before = [one for one in all_of_them if one.number < season.number]
    after = [one for one in all_of_them if one.number > season.number]
    return (before[-1] if before else None), (after[0] if after else None)


def editions_that_gather(season: Season) -> list[Edition]:
    """Finds the editions that have balises of this season and of no later one; else the first that has any of it.

    Later editions repeat what earlier ones say, so naming all of them would say less (2 queries at most).
    """
    found = list(editions().order_by("number"))
    told = _seasons_by_edition(found)
    gathering = [edition for edition in found if season.number in told[edition.pk]]
    latest = [edition for edition in gathering if max(told[edition.pk]) == season.number]
    return latest or gathering[:1]


def _seasons_by_edition(found: Iterable[Edition]) -> dict[int, frozenset[int]]:
    """The numbers of the seasons that the balises of each edition come from (1 query where some are not known yet)."""
    known = {edition.pk: _SEASONS.get((edition.pk, edition.mark)) for edition in found}
    missing = [pk for pk, told in known.items() if told is None]
    if missing:
        unread = Edition.objects.filter(pk__in=missing).order_by("number")
        for pk, mark, contents in unread.values_list("pk", "mark", "contents").iterator():
            _SEASONS[pk, mark] = _seasons_in(contents)
    return {edition.pk: _SEASONS[edition.pk, edition.mark] for edition in found}


def _seasons_in(contents: Contents) -> frozenset[int]:
    balises = contents["balises"]
    told = {source["season"] for balise in balises for source in balise["sources"]}
    told |= {trial["season"] for balise in balises for trial in balise["trials"]}
    return frozenset(number for number in told if number is not None)
