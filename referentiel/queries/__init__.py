"""What the pages of the référentiel read. Each function makes a constant number of queries."""

from typing import Any

from django.db.models import Prefetch, QuerySet

from referentiel.models import Collective, Guest, Organisation, Season, Territory


def seasons() -> QuerySet[Season]:
    """Returns the seasons with their collectives and territories, the first one first (2 queries)."""
    return Season.objects.prefetch_related(with_collectives())


def season_detail() -> QuerySet[Season]:
    """Returns the seasons with their pilots, collectives, guests and ateliers (5 queries)."""
    return Season.objects.prefetch_related("pilots", with_collectives(guests()), "ateliers")


def territories() -> QuerySet[Territory]:
    """Returns the territories with the seasons that they took part in (2 queries)."""
    return Territory.objects.prefetch_related(with_collectives())


def territory_detail() -> QuerySet[Territory]:
    """Returns the territories with all that their page shows (3 queries)."""
    return Territory.objects.prefetch_related(with_collectives(guests()))


def guests() -> "Prefetch[str, QuerySet[Guest], str]":
    """Fetch the guests of collectives, each with its organisation."""
    return Prefetch("invitations", Guest.objects.select_related("organisation"))


def with_collectives(
    *more: "Prefetch[str, Any, str]",
) -> "Prefetch[str, QuerySet[Collective], str]":
    """Fetch the collectives of seasons or of territories, each with both its ends."""
    both_ends = Collective.objects.select_related("season", "territory")
    return Prefetch("collectives", queryset=both_ends.prefetch_related(*more))


def organisations() -> QuerySet[Organisation]:
    """Returns the organisations with the seasons that they pilot and the collectives that invited them (3 queries)."""
    invitations = Guest.objects.select_related("collective__season", "collective__territory")
    return Organisation.objects.prefetch_related(
        "piloted_seasons", Prefetch("invitations", invitations)
    )
