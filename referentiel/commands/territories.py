"""Add territories to the memory."""

from uuid import UUID

from referentiel.commands.base import Author, change
from referentiel.commands.once import add_once, keep_or_find
from referentiel.models import Territory, TerritoryKind
from referentiel.slugs import free_slug
from texts.cleaning import clean_name
from texts.folding import name_key

RESERVED = {"nouveau"}
"""Words that stand for something else where an address has the slug."""


def describe_territory(
    row: Territory, *, operation: UUID | None, author: Author, why: str = ""
) -> Territory:
    """Adds a territory as a form describes it. The same operation adds one. Raises ValidationError."""
    row.slug = free_slug(Territory, row.name, "territoire", reserved=RESERVED)
    return add_once(row, operation=operation, author=author, why=why)


@change()
def add_territory(
    *,
    name: str,
    kind: TerritoryKind = TerritoryKind.OTHER,
    location: str = "",
    author: Author = Author(),  # noqa: B008 -- frozen
    why: str = "",
) -> Territory:
    """Add a territory, or return the one that already bears this name, however it is typed.

    Raises:
        ValidationError: the name is empty or too long, or the kind is unknown.
    """
    name = clean_name(name)
    known = find_territory(name)
    if known is not None:
        return known
    slug = free_slug(Territory, name, "territoire", reserved=RESERVED)
    territory = Territory(name=name, slug=slug, kind=kind, location=location)
    return keep_or_find(territory, lambda: find_territory(name), author=author, why=why)


def find_territory(name: str) -> Territory | None:
    """Find the territory that bears this name, however it is typed."""
    return Territory.objects.filter(name_key=name_key(name)).first()
