"""Resources: described, with a file or without, corrected, taken out."""

from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction

from referentiel.commands.base import Author, change, keep, remove
from referentiel.commands.files import forget, stored
from referentiel.commands.once import add_once, entry_of, made_by
from referentiel.models import Resource, Season
from referentiel.models.history import noun_of
from referentiel.slugs import free_slug

TAKEN = frozenset({"nouvelle"})
"""Words that stand for something else where an address has the slug."""


def add_resource(
    resource: Resource,
    upload: Any = None,
    *,
    operation: UUID | None = None,
    author: Author,
    why: str = "",
) -> Resource:
    """Adds a resource, with the file that a form brought, if there is one. The same operation adds one.

    Raises ValidationError, and then keeps no file.
    """
    made = made_by(Resource, operation)
    if made is not None:
        return made
    resource.slug = _slug(resource.title)
    if upload is None:
        return add_once(resource, operation=operation, author=author, why=why)
    with stored(upload, resource.slug) as kept:
        kept.describe(resource)
        made = add_once(resource, operation=operation, author=author, why=why)
    if made.file != kept.file:
        # A second click was faster.
        forget(kept.file, kept.preview)
    return made


def replace_file(
    resource: Resource,
    upload: Any,
    *,
    alternative: str = "",
    operation: UUID | None = None,
    author: Author,
    why: str = "",
) -> Resource:
    """Gives a resource a file, in the place of the one that it has. The same operation gives it once.

    `alternative` says what a picture shows. Raises ValidationError.
    """
    if entry_of(operation, noun_of(Resource)) is not None:
        return resource
    with stored(upload, resource.slug) as kept, change():
        resource = Resource.objects.select_for_update().get(pk=resource.pk)
        if entry_of(operation, noun_of(Resource)) is not None:
            # A second click was faster.
            transaction.on_commit(partial(forget, kept.file, kept.preview))
            return resource
        before = resource.names_on_disk
        kept.describe(resource)
        resource.alternative = alternative if kept.preview else ""
        keep(resource, author=author, why=why, operation=operation)
        transaction.on_commit(partial(forget, *before))
    return resource


def remove_resource(resource: Resource, *, author: Author, why: str = "") -> None:
    """Takes a resource out, with its file."""
    remove(resource, author=author, why=why)


@change()
def renew_link(season: Season, *, seen: int, author: Author, why: str = "") -> Season:
    """Gives a season another link for its participants: the one before opens nothing any more.

    `seen` is the number of the link that the page showed. Nothing happens when it is not the present one: a second
    click does not renew the link again.
    """
    season = Season.objects.select_for_update().get(pk=season.pk)
    if season.link_number == seen:
        season.link_number += 1
        keep(season, author=author, why=why)
    return season


def _slug(title: str) -> str:
    slug = free_slug(Resource, title, "ressource")
    return free_slug(Resource, f"ressource {title}", "ressource") if slug in TAKEN else slug
