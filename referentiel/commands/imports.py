"""A référentiel of others is taken in: its file is read, its preview is kept, and then its lines become entries."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from referentiel.commands.base import Author, change, record
from referentiel.commands.once import entry_of
from referentiel.imports.lines import Line, Reading
from referentiel.imports.tables import MOST_LINES
from referentiel.imports.verdicts import Verdict, verdicts
from referentiel.models import HistoryEntry, ImportDraft, ImportedEntry, ImportedReferentiel
from referentiel.models.history import noun_of
from texts.folding import name_key

KEPT = timedelta(days=7)
"""How long a preview waits for its import."""
MOST_DRAFTS = 20
"""Previews per account. The oldest one goes when somebody prepares another one."""


@dataclass(frozen=True)
class Announced:
    """Holds what somebody says of the référentiel that they bring.

    `into` is one that is here, to which lines are added.
    """

    title: str
    note: str = ""
    is_example: bool = False
    into: ImportedReferentiel | None = None


class PreviewOutdated(ValidationError):
    """The import would no longer do what its preview has shown."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Entre-temps, ce référentiel a reçu d’autres lignes : rien n’a été importé. Relisez ce que devient"
                " chaque ligne, puis importez."
            )
        )


@transaction.atomic
def prepare_import(
    reading: Reading,
    announced: Announced,
    *,
    file_name: str = "",
    operation: UUID | None = None,
    author: Author,
) -> ImportDraft:
    """Keeps what was read until its import, for this author alone. The same operation keeps it once.

    Nothing of the référentiel changes, so the history has no entry. Previews that have expired are removed.
    """
    made = ImportDraft.objects.filter(operation=operation).first() if operation else None
    if made is not None:
        return made
    remove_expired()
    _leave_room(author)
    draft = ImportDraft(
        account=author.account,
        operation=operation,
        confirmation=uuid4(),
        title=announced.into.title if announced.into else announced.title,
        note=announced.note,
        file_name=file_name,
        is_example=announced.is_example,
        referentiel=announced.into,
        lines=[line.as_json() for line in reading.lines],
        passed_over=list(reading.passed_over),
    )
    draft.full_clean(validate_unique=False, exclude={"lines", "passed_over"})
    try:
        with transaction.atomic():
            draft.save()
    except IntegrityError:
        # The same form was sent by a second click meanwhile.
        made = ImportDraft.objects.filter(operation=operation).first() if operation else None
        if made is not None:
            return made
        raise ValidationError(
            _(
                "Ce référentiel a été retiré entre-temps : importez ces lignes dans un nouveau référentiel."
            )
        ) from None
    return draft


@transaction.atomic
def remove_expired() -> int:
    """Removes the previews that nobody has imported in time, and says how many there were."""
    old = ImportDraft.objects.filter(created_at__lt=timezone.now() - KEPT)
    return old.delete()[0]


def _leave_room(author: Author) -> None:
    mine = ImportDraft.objects.filter(account=author.account).order_by("-pk")
    crowded = list(mine.values_list("pk", flat=True)[MOST_DRAFTS - 1 :])
    ImportDraft.objects.filter(pk__in=crowded).delete()


@transaction.atomic
def drop_import(draft: int, *, author: Author) -> None:
    """Gives up an import of one's own. Nothing happens when it is gone already."""
    ImportDraft.objects.filter(pk=draft, account=author.account).delete()


def verdicts_of(draft: ImportDraft) -> list[Verdict]:
    """Says what an import makes of each line, as the référentiel stands now (1 query)."""
    return verdicts([Line.from_json(said) for said in draft.lines], _known(draft.referentiel))


def mark_of(found: Sequence[Verdict]) -> str:
    """Returns a mark of what a preview shows, which its page sends back."""
    said = [[verdict.line.number, verdict.fate.value] for verdict in found]
    return sha256(json.dumps(said).encode()).hexdigest()


def imported_by(confirmation: UUID | None) -> ImportedReferentiel | None:
    """Returns the référentiel that this import has made or completed; None before it was confirmed."""
    entry = entry_of(confirmation, noun_of(ImportedReferentiel))
    return ImportedReferentiel.objects.filter(pk=entry.subject).first() if entry else None


@change()
def import_lines(
    draft: int, *, seen: str, confirmation: UUID | None, author: Author, why: str = ""
) -> ImportedReferentiel:
    """Makes entries of the lines that its preview has announced, and removes the preview.

    Raises:
        PreviewOutdated: `seen`, the mark of what the preview has shown, is no longer what would be done.
        ValidationError: the preview is gone, or no line can be taken.
    """
    kept = ImportDraft.objects.select_for_update().filter(pk=draft, account=author.account).first()
    made = imported_by(confirmation)
    if made is not None:
        return made
    if kept is None:
        raise ValidationError(
            _(
                "Cet import a été mené à bien, abandonné, ou a expiré : choisissez le fichier de nouveau."
            )
        )
    into = kept.referentiel
    if into is not None:
        # Locked: two imports into one référentiel wait for each other.
        into = ImportedReferentiel.objects.select_for_update().get(pk=into.pk)
    found = verdicts_of(kept)
    if mark_of(found) != seen:
        raise PreviewOutdated
    taken = [verdict.line for verdict in found if verdict.is_added]
    if not taken:
        raise ValidationError(_("Aucune ligne ne serait ajoutée : il n’y a rien à importer."))
    if into and ImportedEntry.objects.filter(referentiel=into).count() + len(taken) > MOST_LINES:
        raise ValidationError(
            _("Ce référentiel aurait plus de %(n)s entrées : c’est trop pour un croisement.")
            % {"n": MOST_LINES}
        )
    event = "importedreferentiel_completed" if into else "importedreferentiel_added"
    row = into or _new(kept)
    particulars = {"title": row.title, "file": kept.file_name, "lines": len(taken)}
    entry = record(
        event, noun_of(row), str(row.pk), particulars,
        author=author, why=why, operation=kept.confirmation,
    )  # fmt: skip
    add_entries(row, taken, entry, file_name=kept.file_name)
    kept.delete()
    return row


def _new(draft: ImportDraft) -> ImportedReferentiel:
    row = ImportedReferentiel(title=draft.title, note=draft.note, is_example=draft.is_example)
    row.full_clean()
    row.save()
    return row


def add_entries(
    row: ImportedReferentiel, lines: Sequence[Line], entry: HistoryEntry, *, file_name: str = ""
) -> None:
    """Keeps lines as entries, under the entry of the history that tells of them. Raises ValidationError."""
    rows = [
        ImportedEntry(
            referentiel=row,
            file_name=file_name,
            line=line.number,
            stakes=list(line.stakes),
            entry=entry,
            **line.texts,
        )
        for line in lines
    ]
    for one in rows:
        # The two rows that it refers to were just saved: to look for them each time would take two queries a line.
        one.clean_fields(exclude={"referentiel", "entry"})
    ImportedEntry.objects.bulk_create(rows)


def _known(referentiel: ImportedReferentiel | None) -> set[str]:
    if referentiel is None:
        return set()
    said = ImportedEntry.objects.filter(referentiel=referentiel).values_list("statement", flat=True)
    return {name_key(statement) for statement in said}
