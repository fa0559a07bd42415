"""Editions and their drafts, as pages show them. Each function makes a constant number of queries."""

from dataclasses import dataclass

from django.db.models import Max, Prefetch, QuerySet
from django.utils import timezone

from referentiel.editions.contents import (
    SCHEMA,
    VERSION,
    Contents,
    Document,
    LicenceFacts,
    mark_of,
)
from referentiel.licences import LICENCES
from referentiel.models import Balise, Edition, EditionDraft, HistoryEntry
from referentiel.queries.snapshots import balises_of_now


@dataclass(frozen=True)
class Preview:
    """What a draft would be if it were published now, and the mark of it."""

    document: Document
    mark: str


def editions() -> QuerySet[Edition]:
    """The editions without their contents, the newest one first (1 query)."""
    return Edition.objects.defer("contents").order_by("-number")


def latest_edition() -> Edition | None:
    """The newest edition, without its contents (1 query)."""
    return editions().first()


def next_number() -> int:
    """The number of the next edition (1 query)."""
    return int(Edition.objects.aggregate(last=Max("number"))["last"] or 0) + 1


def neighbours(number: int) -> tuple[int | None, int]:
    """The number of the edition before this one, and that of the newest one (1 query)."""
    numbers: list[int] = list(Edition.objects.order_by("number").values_list("number", flat=True))
    before = [one for one in numbers if one < number]
    return (before[-1] if before else None), numbers[-1]


def contents_of(draft: EditionDraft) -> Contents:
    """What an edition of this draft would keep (6 queries at most)."""
    numbers = list(draft.balises.order_by("pk").values_list("pk", flat=True))
    return {
        "foreword": draft.foreword,
        "licence": _licence(draft.licence),
        "balises": balises_of_now(numbers),
    }


def preview(draft: EditionDraft) -> Preview:
    """A draft as the edition that it would be."""
    contents = contents_of(draft)
    document: Document = {
        "schema": SCHEMA,
        "version": VERSION,
        "number": next_number(),
        "published_on": timezone.localdate().isoformat(),
        "title": draft.title,
        "signatories": draft.names,
        "removals": [],
        **contents,
    }
    return Preview(document, mark_of(draft.title, draft.names, contents))


def _licence(key: str) -> LicenceFacts:
    licence = LICENCES[key]
    return {"key": key, "name": str(licence.name), "url": licence.url}


def drafts() -> QuerySet[EditionDraft]:
    """The drafts with their balises, the newest one first (2 queries)."""
    numbers = Balise.objects.only("pk")
    return EditionDraft.objects.order_by("-pk").prefetch_related(Prefetch("balises", numbers))


def merged_since(draft: EditionDraft) -> list[Balise]:
    """Balises of a draft that were merged into another one since somebody chose them (1 query)."""
    return list(draft.balises.filter(heir__isnull=False).select_related("heir"))


def prepared_by(draft: EditionDraft) -> list[str]:
    """The names of those who have changed a draft, each once, the first one first (1 query)."""
    entries = HistoryEntry.objects.filter(noun="editiondraft", subject=str(draft.pk))
    names = entries.exclude(author="").order_by("pk").values_list("author", flat=True)
    return list(dict.fromkeys(names))
