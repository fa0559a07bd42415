"""Evidence is added to balises, and is never changed: each piece once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from referentiel.models import Balise, Evidence, EvidenceKind, HistoryEntry, Season, Territory


@dataclass(frozen=True)
class Piece:
    """A piece of evidence that a séance gives. `origin` is its place there, unique in the référentiel."""

    origin: str
    kind: EvidenceKind
    title: str
    text: str = ""
    moment: str = ""
    territory: Territory | None = None
    particulars: Mapping[str, Any] = field(default_factory=dict)


class Source(Protocol):
    """The séance that pieces come from."""

    @property
    def season(self) -> Season | None: ...
    @property
    def session_title(self) -> str: ...
    @property
    def held_on(self) -> date: ...


def unknown(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces whose origins the référentiel does not have yet (1 query)."""
    origins = [piece.origin for piece in pieces]
    known = set(Evidence.objects.filter(origin__in=origins).values_list("origin", flat=True))
    return [piece for piece in pieces if piece.origin not in known]


def add_evidence(
    balise: Balise, pieces: Iterable[Piece], source: Source, entry: HistoryEntry
) -> None:
    """Keeps the pieces with the balise, under the entry that tells of them. Raises ValidationError."""
    for piece in pieces:
        row = Evidence(
            balise=balise,
            season=source.season,
            session_title=source.session_title,
            held_on=source.held_on,
            entry=entry,
            **vars(piece),
        )
        row.full_clean()
        row.save()
