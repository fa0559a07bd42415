"""What a page at a given number has missed: the current state of all that changed since."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sessions.audience import Audience
from sessions.fragments import FRAGMENTS
from sessions.fragments.boards import board
from sessions.fragments.drawing import Loads, render
from sessions.fragments.people import LOSES_A_SEAT
from sessions.fragments.registry import BoardFragment, SingleFragment
from sessions.fragments.session import BOARD
from sessions.fragments.touching import touched
from sessions.kept import MEBIBYTE, Kept, text_bytes
from sessions.models import AtelierSession
from sessions.queries.room import entries_since, head, session_now

WHOLE_BOARD_FROM = 200
"""Past this number of changed fragments, one whole board is cheaper than its pieces."""

LONG = 50
"""Past this number of journal entries a catch-up is long. Long ones wait in a queue of their own, and one of them
serves all pages that stand within so many entries of each other."""


@dataclass(frozen=True)
class Missed:
    """What changed in a room after a number: the new head, and the ids of the changed fragments."""

    loads: Loads
    since: int
    seq: int
    entries: int
    oldest_at: datetime | None
    fragments: frozenset[str]
    removed: frozenset[int]
    """Participants whose seat was taken away meanwhile."""


def missed_since(session_id: int, since: int) -> Missed:
    """Reads the journal, then the séance: the state rendered next is at least as new as `seq`."""
    entries = entries_since(session_id, since)
    session = session_now(session_id)
    return Missed(
        loads=Loads(session),
        since=since,
        seq=entries[-1].seq if entries else since,
        entries=len(entries),
        oldest_at=entries[0].at if entries else None,
        fragments=touched(session, entries),
        removed=frozenset(entry.subject for entry in entries if entry.event in LOSES_A_SEAT),
    )


@dataclass(frozen=True)
class Frame:
    """What goes to a page: `text` is the JSON `{"seq": n, "html": "…"}`, of `size` bytes."""

    seq: int
    text: str

    @cached_property
    def body(self) -> bytes:
        """The text, encoded once. All answers by HTTP hold the same bytes until they are sent."""
        return self.text.encode()

    @property
    def size(self) -> int:
        """The number of bytes. Each socket asks for it."""
        return len(self.body)


def frame(missed: Missed, audience: Audience) -> Frame:
    """The frame that brings a page of this audience up to date."""
    return _frame(missed.seq, _html(missed, audience))


def catch_up(session_id: int, since: int, audience: Audience) -> Frame:
    """The frame for a page that stands at `since`.

    A page may be ahead of the room, when the database was restored from a backup. It gets the whole board.
    """
    session = AtelierSession.objects.get(pk=session_id)
    if since == session.last_seq:
        return _frame(since, "")
    if since > session.last_seq:
        return _frame(session.last_seq, _whole_page(Loads(session), audience))
    return _shared(session, since, audience)


_frames: Kept[tuple[str, int, int, Audience], Frame] = Kept(
    8 * MEBIBYTE, lambda frame: text_bytes(frame.text) + frame.size
)
"""Frames are kept for others who stand at the same place: the phones of a hall lose the network together."""


def _shared(session: AtelierSession, since: int, audience: Audience) -> Frame:
    if session.last_seq - since > LONG:
        # An answer that starts at an earlier number is right too, and many pages can share it.
        since -= since % LONG
    key = (session.code, session.last_seq, since, audience)
    known = _frames.get(key)
    if known is None:
        known = frame(missed_since(session.pk, since), audience)
        _frames.put(key, known)
    return known


def has_news(session_id: int, since: int) -> bool:
    """Whether the room stands at another number than this page. One query."""
    return head(session_id) != since


def _html(missed: Missed, audience: Audience) -> str:
    if BOARD.key in missed.fragments or len(missed.fragments) > WHOLE_BOARD_FROM:
        return _whole_page(missed.loads, audience, missed.fragments)
    return render(missed.loads, missed.fragments, audience)


def _whole_page(loads: Loads, audience: Audience, changed: Iterable[str] = ()) -> str:
    """The board, and what pages hold beside it."""
    beside = [
        kind for kind in FRAGMENTS if not isinstance(kind, BoardFragment) and kind.beside_board
    ]
    alone = {kind.key for kind in beside if isinstance(kind, SingleFragment)}
    many = {kind.key for kind in beside} - alone
    seen = {fragment for fragment in changed if fragment.rpartition("-")[0] in many}
    return render(loads, alone | seen, audience) + board(loads.session, audience)


def _frame(seq: int, html: str) -> Frame:
    return Frame(seq, json.dumps({"seq": seq, "html": html}, ensure_ascii=False))


def read_position(value: object) -> int:
    """The position that a page gives. Anything that is no number counts as 0."""
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
