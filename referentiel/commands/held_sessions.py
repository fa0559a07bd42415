"""The séances that were held in an atelier, as its page tells them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from referentiel.commands.base import Author, change, record
from referentiel.models import Atelier, HeldSession

NOUN = "heldsession"


@dataclass(frozen=True)
class Held:
    """Describes a séance that was closed. `atelier` is None where it was held in none."""

    reference: str
    title: str
    held_on: date
    atelier: Atelier | None


@change()
def hold_in_atelier(held: Held, *, author: Author) -> HeldSession | None:
    """Keeps, moves or takes away what the page of an atelier says of a séance. Says nothing where nothing changed.

    The history does not hold the reference.
    """
    row = HeldSession.objects.select_for_update().filter(reference=held.reference).first()
    before = _values(row) if row else None
    if held.atelier is None:
        if row is not None:
            _record("heldsession_removed", row, {"was": before}, author)
            row.delete()
        return None
    row = row or HeldSession(reference=held.reference)
    row.atelier, row.title, row.held_on = held.atelier, held.title, held.held_on
    row.full_clean()
    if before == _values(row):
        return row
    row.save()
    _record("heldsession_kept", row, {"was": before, "is": _values(row)}, author)
    return row


def _values(row: HeldSession) -> dict[str, Any]:
    return {
        "atelier": row.atelier_id,
        "title": row.title,
        "held_on": row.held_on.isoformat(),
    }


def _record(event: str, row: HeldSession, particulars: dict[str, Any], author: Author) -> None:
    record(event, NOUN, str(row.pk), particulars, author=author)
