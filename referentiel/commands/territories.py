"""Add territories to the memory."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.text import slugify

from referentiel.commands.base import Author, keep
from referentiel.models import Territory, TerritoryKind
from texts.cleaning import clean_name
from texts.folding import name_key


@transaction.atomic
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
    territory = Territory(name=name, slug=free_slug(name), kind=kind, location=location)
    try:
        with transaction.atomic():
            keep(territory, author=author, why=why)
    except (ValidationError, IntegrityError):
        # Somebody else may have added it between our look and our write.
        known = find_territory(name)
        if known is None:
            raise
        return known
    return territory


def find_territory(name: str) -> Territory | None:
    """Find the territory that bears this name, however it is typed."""
    return Territory.objects.filter(name_key=name_key(name)).first()


def free_slug(name: str) -> str:
    """Make a slug that no territory has: « L’Île » gives ``l-ile``, then ``l-ile-2``."""
    # slugify drops apostrophes and would glue « L » to « Île ».
    base = slugify(name.replace("’", " "))[:100] or "territoire"
    taken = set(Territory.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    slug, rank = base, 1
    while slug in taken:
        rank += 1
        slug = f"{base}-{rank}"
    return slug
