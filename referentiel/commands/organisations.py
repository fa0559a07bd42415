"""Organisations: added once under each name."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from referentiel.commands.base import Author, keep
from referentiel.models import ActorFamily, Organisation
from referentiel.slugs import free_slug
from texts.cleaning import clean_name
from texts.folding import name_key


@transaction.atomic
def add_organisation(
    *,
    name: str,
    family: ActorFamily,
    description: str = "",
    operation: UUID | None = None,
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
    slug = free_slug(Organisation, name, "organisation", reserved={"nouvelle"})
    organisation = Organisation(name=name, slug=slug, family=family, description=description)
    try:
        with transaction.atomic():
            keep(organisation, author=author, why=why, operation=operation)
    except (ValidationError, IntegrityError):
        # Somebody else may have added it between our look and our write.
        known = find_organisation(name)
        if known is None:
            raise
        return known
    return organisation


def find_organisation(name: str) -> Organisation | None:
    """Finds the organisation that bears this name, however it is typed."""
    return Organisation.objects.filter(name_key=name_key(name)).first()
