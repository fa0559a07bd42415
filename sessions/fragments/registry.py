"""What a kind of fragment is made of. Each noun's module makes its own; `FRAGMENTS` lists them all."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sessions.audience import Audience, AudienceRole
from sessions.models import AtelierSession, JournalEntry

Context: TypeAlias = dict[str, Any]
Ids: TypeAlias = Collection[int] | None
"""The ids to load; None means all of them."""
Entries: TypeAlias = Sequence[JournalEntry]
Condition: TypeAlias = Callable[[JournalEntry], bool]
"""Whether this entry touches a fragment of which there is one."""
Reach: TypeAlias = Callable[[AtelierSession, Entries], Iterable[int]]
"""The ids of those that these entries touch, where there are many. Takes a constant number of queries."""

EVERYBODY = frozenset(AudienceRole)


def always(entry: JournalEntry) -> bool:
    """Each entry of this event touches the fragment."""
    return True


def never(entry: JournalEntry) -> bool:
    """The event changes nothing that a page shows. An event that nobody declares would mean the whole board."""
    return False


def telling(*particulars: str) -> Condition:
    """Entries that have one of these particulars, even when it is empty."""
    return lambda entry: not entry.particulars.keys().isdisjoint(particulars)


def subjects(session: AtelierSession, entries: Entries) -> set[int]:
    """The ids that these entries are about."""
    return {entry.subject for entry in entries}


def pieces_alone(
    session: AtelierSession, contexts: Sequence[Context], pieces: Sequence[str]
) -> Sequence[Any]:
    """A board takes the pieces as they are, one after another."""
    return pieces


@dataclass(frozen=True)
class SingleFragment:
    """A kind of which a room has one fragment. Its key is its id, and names its template."""

    key: str
    load: Callable[[AtelierSession], Context]
    shows: Mapping[str, Condition]
    """The events after which the fragment must be drawn again."""
    roles: frozenset[AudienceRole] = EVERYBODY
    beside_board: bool = False

    def touched(self, session: AtelierSession, entries: Entries) -> set[str]:
        """Its id, if one of these entries touches it."""
        told = (entry for entry in entries if entry.event in self.shows)
        return {self.key} if any(self.shows[entry.event](entry) for entry in told) else set()

    def is_for(self, audience: Audience) -> bool:
        """Whether this audience sees it."""
        return audience.role in self.roles


@dataclass(frozen=True)
class ListFragment:
    """A kind of which a room has many fragments. `load` gives contexts by id, and those of hidden ones if asked to."""

    key: str
    load: Callable[[AtelierSession, bool, Ids], Mapping[int, Context]]
    shows: Mapping[str, Reach]
    """The events after which some of them must be drawn again."""
    in_boards: str
    """The name under which boards find them."""
    arranged: Callable[[AtelierSession, Sequence[Context], Sequence[str]], Sequence[Any]] = (
        pieces_alone
    )
    """What boards find there, made of the contexts and of the pieces rendered with them."""
    panel: str = ""
    """The panel that holds them, where there is one: a board without it does not load them."""
    roles: frozenset[AudienceRole] = EVERYBODY
    beside_board: bool = False

    def id(self, pk: int) -> str:
        """The id of one of them: `card-12`."""
        return f"{self.key}-{pk}"

    def touched(self, session: AtelierSession, entries: Entries) -> set[str]:
        """The ids of those that these entries touch."""
        by_reach: dict[Reach, list[JournalEntry]] = {}
        for entry in entries:
            if entry.event in self.shows:
                by_reach.setdefault(self.shows[entry.event], []).append(entry)
        return {
            self.id(pk) for reach, told in by_reach.items() for pk in reach(session, told) if pk
        }

    def is_for(self, audience: Audience) -> bool:
        """Whether this audience sees them."""
        return audience.role in self.roles


@dataclass(frozen=True)
class BoardFragment:
    """The board, which holds the other fragments. It is drawn whole when a place in it appears or disappears."""

    key: str
    shows: Mapping[str, Condition]

    def touched(self, session: AtelierSession, entries: Entries) -> set[str]:
        """Its id, if one of these entries touches it."""
        told = (entry for entry in entries if entry.event in self.shows)
        return {self.key} if any(self.shows[entry.event](entry) for entry in told) else set()


Fragment: TypeAlias = SingleFragment | ListFragment | BoardFragment
