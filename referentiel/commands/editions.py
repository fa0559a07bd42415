"""Editions: drafted by several people, published by one, and from then on changed for one reason alone."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from referentiel.commands.base import Author, change, contents, record
from referentiel.commands.once import entry_of, looking_twice
from referentiel.editions.contents import mark_of
from referentiel.licences import LICENCES
from referentiel.models import Edition, EditionDraft
from referentiel.queries.editions import contents_of, next_number

DRAFT, EDITION = "editiondraft", "edition"
"""The nouns of their entries in the history."""


@dataclass(frozen=True)
class Prepared:
    """Holds what a draft says. `licence` is a key of `LICENCES`; `balises` are numbers of balises."""

    title: str
    foreword: str
    signatories: Sequence[str]
    licence: str
    balises: Collection[int]


class DraftOutdated(ValidationError):
    """Somebody else has changed the draft since the form was drawn."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Entre-temps, quelqu’un d’autre a changé ce projet. Ce qui est enregistré est sous ce que vous avez"
                " écrit : comparez, puis enregistrez ce qui doit rester."
            ),
            "outdated",
        )


class Unread(ValidationError):
    """What would be published or removed is not what the page has shown."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Entre-temps, le projet ou une de ses balises a changé. Rien n’a été fait : relisez, puis décidez"
                " de nouveau."
            ),
            "unread",
        )


@looking_twice(IntegrityError)
def draft_edition(
    prepared: Prepared, *, operation: UUID | None = None, author: Author
) -> EditionDraft:
    """Begins a draft. The same operation makes one. Raises ValidationError."""
    entry = entry_of(operation, DRAFT)
    if entry:
        return _draft(int(entry.subject))
    draft = EditionDraft()
    _fill(draft, prepared)
    record("edition_drafted", DRAFT, str(draft.pk), {}, author=author, operation=operation)
    return draft


@change()
def change_draft(
    draft: EditionDraft, prepared: Prepared, *, seen: int, author: Author
) -> EditionDraft:
    """Changes a draft, and returns it; nothing is recorded when it says the same already.

    The history says which fields changed and holds none of their texts, so that a name that is taken out is gone.

    Raises:
        DraftOutdated: `seen`, the version that the form was drawn for, is not the last one any more.
        ValidationError: the draft is gone, or a text is too long.
    """
    draft = _draft(draft.pk)
    before, version = contents(draft), draft.version
    _fill(draft, prepared)
    now = contents(draft)
    changed = sorted(name for name in now if now[name] != before[name])
    if not changed:
        return draft
    if version != seen:
        raise DraftOutdated
    draft.version = version + 1
    draft.save(update_fields=["version"])
    particulars = {"fields": changed, "version": draft.version}
    record("edition_draft_changed", DRAFT, str(draft.pk), particulars, author=author)
    return draft


@change()
def remove_draft(draft: int, *, seen: int | None, author: Author) -> None:
    """Removes the draft with this number; nothing happens when it is gone already.

    Raises Unread: somebody has changed it since the page showed its version `seen`.
    """
    kept = _locked(draft)
    if kept is None:
        return
    if kept.version != seen:
        raise Unread
    kept.delete()
    record("edition_draft_removed", DRAFT, str(draft), {}, author=author)


@looking_twice(IntegrityError)
def publish_draft(
    draft: int,
    *,
    seen: str,
    operation: UUID | None = None,
    author: Author,
    why: str = "",
) -> Edition:
    """Makes an edition of the draft with this number, and removes the draft. The same operation makes one edition.

    Raises:
        Unread: what `seen` marks is not what would be published.
        ValidationError: the draft is gone, or holds no balise.
    """
    return _publish(draft, seen, operation, author, why)


def was_sent(operation: UUID | None) -> bool:
    """Tells whether a form with this operation has changed an edition already."""
    return entry_of(operation, EDITION) is not None


def published_by(operation: UUID | None) -> Edition | None:
    """Finds the edition that this operation has published already."""
    entry = entry_of(operation, EDITION)
    return Edition.objects.get(number=entry.subject) if entry else None


@change()
def erase_signatory(
    edition: Edition, signatory: str, *, operation: UUID | None = None, author: Author
) -> Edition:
    """Takes the name of a signatory out of an edition, which says from then on that somebody was removed, and when.

    The one change of an edition: the right to erasure (docs/privacy.md). The history counts, and names nobody.
    Returns the edition; nothing happens when it does not have the name.
    """
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    if entry_of(operation, EDITION) or signatory not in edition.signatories:
        return edition
    number = len(edition.signatories)
    edition.signatories.remove(signatory)
    edition.removals.append(timezone.localdate().isoformat())
    Edition.objects.filter(pk=edition.pk).update(
        signatories=edition.signatories, removals=edition.removals
    )
    particulars = {"signatories": [number, number - 1]}
    record(
        "edition_signatory_erased", EDITION, str(edition.number), particulars,
        author=author, operation=operation,
    )  # fmt: skip
    return edition


def _fill(draft: EditionDraft, prepared: Prepared) -> None:
    draft.title = prepared.title
    draft.foreword = prepared.foreword
    draft.signatories = "\n".join(prepared.signatories)
    draft.licence = prepared.licence
    draft.full_clean()
    if draft.licence not in LICENCES:
        raise ValidationError(_("Cette licence n’existe pas."))
    draft.save()
    draft.balises.set(prepared.balises)


def _draft(number: int) -> EditionDraft:
    """The draft, locked."""
    found = _locked(number)
    if found is None:
        raise ValidationError(_gone())
    return found


def _locked(number: int) -> EditionDraft | None:
    return EditionDraft.objects.select_for_update().filter(pk=number).first()


def _gone() -> str:
    return _("Ce projet a été publié ou supprimé entre-temps.")


def _publish(number: int, seen: str, operation: UUID | None, author: Author, why: str) -> Edition:
    # All drafts, in one order: publications wait for each other, and each sees what the one before has published.
    drafts = {row.pk: row for row in EditionDraft.objects.select_for_update().order_by("pk")}
    draft = drafts.get(number)
    made = published_by(operation)
    if made:
        return made
    if draft is None:
        raise ValidationError(_gone())
    said = contents_of(draft)
    if not said["balises"]:
        raise ValidationError(_("Choisissez au moins une balise avant de publier."))
    if mark_of(draft.title, draft.names, said) != seen:
        raise Unread
    edition = Edition(
        number=next_number(),
        published_on=timezone.localdate(),
        title=draft.title,
        signatories=draft.names,
        contents=said,
        mark=seen,
    )
    particulars = {"title": edition.title, "balises": len(said["balises"]), "draft": draft.pk}
    edition.entry = record(
        "edition_published", EDITION, str(edition.number), particulars,
        author=author, why=why, operation=operation,
    )  # fmt: skip
    # The database refuses a number that was taken meanwhile, which only the publication of a draft can do that did not
    # exist yet when the drafts were locked: the second look then takes the next one.
    edition.full_clean(validate_unique=False)
    edition.save()
    draft.delete()
    return edition
