"""The complete export: every fact, as docs/export.schema.json describes it."""

import json
from dataclasses import asdict
from typing import Any

from sessions.exports.facts import Outcome
from texts.days import iso

VERSION = "2"
SCHEMA = f"urn:villes-pairs:export-seance:{VERSION}"
"""The `$id` of the schema. A change that an old program would misread needs a new version."""


def write_json(outcome: Outcome) -> bytes:
    """Writes indented UTF-8 in a fixed order: two exports of the same state have the same bytes."""
    document = {"schema": SCHEMA, "version": VERSION, **asdict(outcome)}
    document["polls"] = [_poll(poll) for poll in document["polls"]]
    text = json.dumps(document, ensure_ascii=False, indent=2, default=iso)
    return f"{text}\n".encode()


def _poll(facts: dict[str, Any]) -> dict[str, Any]:
    """What the method keeps of a vote, its settings and its course, stands among the other fields."""
    found: dict[str, Any] = {}
    for name, value in facts.items():
        found |= value if name in {"settings", "course"} else {name: value}
    return found
