"""Resources that somebody may see."""

from django.db.models import QuerySet

from referentiel.models import HistoryEntry, Resource, Season
from referentiel.viewers import Viewer


def resources_for(viewer: Viewer) -> QuerySet[Resource]:
    """Returns the resources that this viewer may see, with their season and atelier (1 query)."""
    seen = Resource.objects.filter(viewer.condition)
    return seen.select_related("season", "atelier__season")


def shared_with_participants(season: Season | None) -> QuerySet[Resource]:
    """Lists what a season lets its participants open, the latest first (1 query; none without a season)."""
    if season is None:
        return Resource.objects.none()
    seen = resources_for(Viewer(seasons=frozenset({season.pk})))
    return seen.filter(season=season).exclude(file="", link="").order_by("-pk")


def was_removed(slug: str) -> bool:
    """Tells whether somebody has taken out a resource of this address (1 query)."""
    removals = HistoryEntry.objects.filter(event="resource_removed")
    return removals.filter(particulars__slug__0=slug).exists()
