"""Organisations: added once under each name."""

from uuid import UUID

from referentiel.commands.base import Author, change
from referentiel.commands.once import add_once, keep_or_find
from referentiel.models import ActorFamily, Organisation
from referentiel.slugs import free_slug
from texts.cleaning import clean_name
from texts.folding import name_key

RESERVED = {"nouvelle"}
"""Words that stand for something else where an address has the slug."""


def describe_organisation(
    row: Organisation, *, operation: UUID | None, author: Author, why: str = ""
) -> Organisation:
    """Adds an organisation as a form describes it. The same operation adds one. Raises ValidationError."""
    row.slug = free_slug(Organisation, row.name, "organisation", reserved=RESERVED)
    return add_once(row, operation=operation, author=author, why=why)


@change()
def add_organisation(
    *,
    name: str,
    family: ActorFamily,
    description: str = "",
    author: Author,
    why: str = "",
) -> Organisation:
    """Adds an organisation, or returns the one that already bears this name, however it is typed.

    Raises ValidationError when the name is empty or too long.
    """
    name = clean_name(name)
    known = find_organisation(name)
    if known is not None:
        return known
    slug = free_slug(Organisation, name, "organisation", reserved=RESERVED)
    organisation = Organisation(name=name, slug=slug, family=family, description=description)
    return keep_or_find(organisation, lambda: find_organisation(name), author=author, why=why)


def find_organisation(name: str) -> Organisation | None:
    """Finds the organisation that bears this name, however it is typed."""
    return Organisation.objects.filter(name_key=name_key(name)).first()
