"""Addresses made from words."""

from collections.abc import Collection

from django.db import models
from django.utils.text import slugify

LONGEST = 100


def free_slug(
    model: type[models.Model], words: str, fallback: str, *, reserved: Collection[str] = ()
) -> str:
    """Finds a slug that no row of the model has: « L’Île » gives ``l-ile``, then ``l-ile-2``. Signs give the fallback.

    No row gets one that is `reserved`, since an address has it already.
    """
    # slugify drops apostrophes and would glue « L » to « Île ».
    base = slugify(words.replace("’", " "))[:LONGEST].strip("-") or fallback
    rows = model._default_manager.filter(slug__startswith=base)
    taken = {*reserved, *rows.values_list("slug", flat=True)}
    slug, rank = base, 1
    while slug in taken:
        rank += 1
        slug = f"{base}-{rank}"
    return slug
