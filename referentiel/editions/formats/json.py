"""A whole edition for programs, as docs/edition.schema.json describes it."""

import json
from typing import cast

from referentiel.editions.contents import SCHEMA, Document


class NotAnEdition(ValueError):
    """A file is not an edition, or one of a version that this site does not know."""


def write_json(document: Document, _address: str) -> bytes:
    """Writes indented UTF-8. Keys are sorted: a database may give them in any order, and bytes stay the same."""
    text = json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True)
    return f"{text}\n".encode()


def read_json(content: bytes) -> Document:
    """The edition that `write_json` has written.

    It looks at the name of the schema only: whoever reads a file from elsewhere checks it against the schema.
    Raises NotAnEdition.
    """
    try:
        found = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise NotAnEdition from error
    if not isinstance(found, dict) or found.get("schema") != SCHEMA:
        raise NotAnEdition
    return cast("Document", found)
