"""From facts to fragments: what must be drawn again after these entries of the journal."""

from sessions.fragments import FRAGMENTS
from sessions.fragments.registry import Entries
from sessions.fragments.session import BOARD
from sessions.models import AtelierSession


def touched(session: AtelierSession, entries: Entries) -> frozenset[str]:
    """The ids of the fragments that these entries touch, in a constant number of queries.

    An event that no fragment declares means the whole board. During a deploy, an older process reads entries
    that a newer one wrote.
    """
    known = {event for fragment in FRAGMENTS for event in fragment.shows}
    found: set[str] = set()
    if any(entry.event not in known for entry in entries):
        found.add(BOARD.key)
    for fragment in FRAGMENTS:
        found |= fragment.touched(session, entries)
    return frozenset(found)
