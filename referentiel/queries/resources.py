"""Resources that somebody may see."""

from django.db.models import QuerySet

from referentiel.models import HistoryEntry, Resource
from referentiel.viewers import Viewer


def resources_for(viewer: Viewer) -> QuerySet[Resource]:
    """The resources that this viewer may see, with their season and atelier (1 query)."""
    seen = Resource.objects.filter(viewer.condition)
    return seen.select_related("season", "atelier__season")


def was_removed(slug: str) -> bool:
    """Whether somebody has taken out a resource of this address (1 query)."""
    removals = HistoryEntry.objects.filter(event="resource_removed")
    return removals.filter(particulars__slug__0=slug).exists()
