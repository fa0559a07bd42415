"""The balises of an edition as its page shows them, drawn once: they never change, and 300 take long to draw."""

from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from referentiel.editions.contents import LicenceFacts, document_of, is_example
from referentiel.models import Edition

KEPT = 4
"""Editions per process: about 1 MB for each 200 balises."""


@dataclass(frozen=True)
class Drawn:
    """What a page needs of the contents of an edition. No signatory: a name that is erased is in no cache."""

    foreword: str
    licence: LicenceFacts
    is_example: bool
    balises: SafeString


def drawn(edition: Edition) -> Drawn:
    """The contents are read only when they have to be drawn (1 query at most)."""
    return _drawn(edition.pk, edition.mark, get_language())


@lru_cache(maxsize=KEPT)
def _drawn(pk: int, _mark: str, _language: str | None) -> Drawn:
    """The mark tells contents apart, whichever edition has this key."""
    document = document_of(Edition.objects.get(pk=pk))
    return Drawn(
        document["foreword"],
        document["licence"],
        is_example(document),
        render_to_string("referentiel/parts/edition_balises.html", {"edition": document}),
    )
