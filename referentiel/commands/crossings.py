"""Two référentiels are crossed: begun here, then `decisions.py`, `named_stakes.py` and `crossing_results.py`."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from referentiel.commands.base import Author, change, record
from referentiel.commands.once import made_by
from referentiel.models import (
    Balise,
    BaliseState,
    BaliseVersion,
    Crossing,
    HistoryEntry,
    ImportedEntry,
    ImportedReferentiel,
)
from referentiel.models.history import noun_of
from referentiel.models.sheet_texts import TEXTS

NOUN = "crossing"


@change()
def begin_crossing(
    *,
    title: str,
    left: ImportedReferentiel,
    right: ImportedReferentiel | None,
    operation: UUID | None = None,
    author: Author,
    why: str = "",
) -> Crossing:
    """Sets two référentiels side by side. Without a right one, the left one is crossed with the balises of this site.

    The same operation makes one crossing. Raises ValidationError.
    """
    # Locked, so that the second of two clicks waits and then finds what the first has made, and no side is removed.
    wanted = {side.pk for side in (left, right) if side is not None}
    there = ImportedReferentiel.objects.select_for_update().filter(pk__in=wanted).order_by("pk")
    found = len(there)
    made = made_by(Crossing, operation)
    if made is not None:
        return made
    if found < len(wanted):
        raise ValidationError(
            _("Un de ces référentiels a été retiré entre-temps : choisissez-en un autre.")
        )
    row = Crossing(title=title, left=left, right=right or _own_balises(author))
    if row.left == row.right:
        raise ValidationError({"right": _("Choisissez deux référentiels différents.")})
    row.full_clean()
    row.save()
    sides = {"left": row.left.title, "right": row.right.title}
    record_of("crossing_begun", row, {"title": row.title, **sides}, author, why, operation)
    return row


def _own_balises(author: Author) -> ImportedReferentiel:
    """The living balises of this site as they are now, each an entry. Raises ValidationError when there is none."""
    living = Balise.objects.filter(heir__isnull=True).exclude(state=BaliseState.RETIRED)
    versions = {
        version.balise_id: version
        for version in BaliseVersion.objects.filter(balise__in=living)
        .select_related("balise")
        .order_by("balise", "number")
    }
    if not versions:
        raise ValidationError(
            {"right": _("Ce site n’a pas encore de balise : importez un second référentiel.")}
        )
    day = date_format(timezone.localdate(), "j F Y")
    examples = all(version.balise.is_example for version in versions.values())
    row = ImportedReferentiel(
        title=_("Balises de ce site, le %(day)s") % {"day": day}, is_own=True, is_example=examples
    )
    row.full_clean()
    row.save()
    particulars = {"title": row.title, "file": "", "lines": len(versions)}
    noun = noun_of(row)
    entry = record(f"{noun}_added", noun, str(row.pk), particulars, author=author)
    ImportedEntry.objects.bulk_create(
        ImportedEntry(
            referentiel=row,
            line=rank,
            stakes=[stake["title"] for stake in version.stakes],
            balise_id=version.balise_id,
            entry=entry,
            **{name: getattr(version, name) for name in TEXTS},
        )
        for rank, version in enumerate(versions.values(), 1)
    )
    return row


def record_of(
    event: str,
    crossing: Crossing,
    particulars: Mapping[str, Any],
    author: Author,
    why: str = "",
    operation: UUID | None = None,
) -> HistoryEntry:
    """Writes an entry of the history of a crossing, in the transaction of its change."""
    return record(
        event, NOUN, str(crossing.pk), dict(particulars),
        author=author, why=why, operation=operation,
    )  # fmt: skip


def locked(crossing: Crossing) -> Crossing:
    """Locks the crossing until the end of the transaction, so that its changes wait for each other.

    Raises ValidationError when it is gone: somebody has removed one of its two référentiels.
    """
    rows = Crossing.objects.select_for_update(of=("self",)).select_related("left", "right")
    row = rows.filter(pk=crossing.pk).first()
    if row is None:
        raise ValidationError(
            _("Ce croisement a été retiré entre-temps, avec un de ses deux référentiels.")
        )
    return row


def open_one(crossing: Crossing) -> Crossing:
    """Locks the crossing. Raises ValidationError when its result is made: it changes no more."""
    row = locked(crossing)
    if row.is_closed:
        raise ValidationError(_("Le résultat de ce croisement est fait : il ne change plus."))
    return row
