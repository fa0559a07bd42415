"""An edition as one file that needs nothing else: to send, to keep, to open anywhere."""

import json
from datetime import date
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from referentiel.editions.citation import citation
from referentiel.editions.contents import Document, is_example
from texts.stylesheets import embedded

STYLESHEETS = (
    "css/tokens.css",
    "css/base.css",
    "css/stakes.css",
    "css/referentiel.css",
    "css/balises.css",
    "css/editions.css",
)
KEPT = 2
"""Editions per process: about 2 MB for each 200 balises."""


def write_html(document: Document, address: str) -> bytes:
    """The page with its stylesheets inside, and everything unfolded."""
    context = {
        "edition": document,
        "is_example": is_example(document),
        "address": address,
        "citation": citation(
            title=document["title"],
            number=document["number"],
            day=date.fromisoformat(document["published_on"]),
            address=address,
        ),
        "styles": embedded(STYLESHEETS),
        "balises": _drawn(json.dumps(document["balises"])),
    }
    return render_to_string("referentiel/edition_file.html", context).encode()


@lru_cache(maxsize=KEPT)
def _drawn(balises: str) -> SafeString:
    """The balises, given as JSON: 300 of them take most of a second to draw, and never change."""
    context = {"edition": {"balises": json.loads(balises)}, "is_file": True}
    return render_to_string("referentiel/parts/edition_balises.html", context)
