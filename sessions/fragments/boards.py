"""The whole board of an audience: rendered once for everybody who asks at the same moment."""

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from sessions import packing
from sessions.audience import Audience
from sessions.fragments import FRAGMENTS
from sessions.fragments.drawing import Loads, piece, tight
from sessions.fragments.registry import BoardFragment, Context, ListFragment, SingleFragment
from sessions.kept import MEBIBYTE, Kept, text_bytes
from sessions.models import AtelierSession
from sessions.panels import panels_of
from sessions.pause import Pause
from sessions.queries.stakes import known_stakes

SHARE, AHEAD, LONGEST_REST = 1 / 4, 1.0, 1.0
"""Three numbers per board: the share of its time for which a process renders it for newcomers, the seconds that it may
render ahead, and the seconds for which newcomers get the latest board when the process has rendered more than that."""

Key = tuple[str, Audience]


@dataclass(frozen=True)
class Board:
    """A board, and the number at which a page that shows it stands."""

    seq: int
    html: str
    deflated: bytes = b""
    """The same, as a part of a compressed page; for participants only (`packing.py` says why)."""
    names: str = ""
    """The names of today that stand beside those of a closed séance: no entry tells when they change."""


NONE = Board(-1, "")


@dataclass
class _Place:
    """The latest rendering. The lock makes everybody who asks at the same moment wait for a single rendering."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    latest: Board = NONE
    pause: Pause = field(
        default_factory=lambda: Pause(
            time.monotonic(), share=SHARE, ahead=AHEAD, longest=LONGEST_REST
        )
    )


def place_bytes(place: _Place) -> int:
    """The bytes of everything that a place keeps."""
    return text_bytes(place.latest.html) + len(place.latest.deflated)


_boards: Kept[Key, _Place] = Kept(32 * MEBIBYTE, place_bytes)
"""A board of 300 cards takes some 1.2 MiB. A board that was dropped is rendered again when somebody asks for it."""


def board(session: AtelierSession, audience: Audience) -> str:
    """The board's HTML at `session.last_seq` or later; the latest is kept by room and audience.

    The number must be read before the state. A board may then be ahead of its number, which costs one
    idempotent swap. A board behind its number would lose a change. So whoever waited while a board was
    rendered gets that board. When everybody in a hall takes a seat at once, each new seat changes the
    room, and still no board is rendered once per person.
    """
    return _latest(session, audience).html


def _latest(session: AtelierSession, audience: Audience) -> Board:
    place = _place(session.code, audience)
    names = _names(session)
    with place.lock:
        if place.latest.seq != session.last_seq or place.latest.names != names:
            _renew(place, session, audience, names)
        return place.latest


def _names(session: AtelierSession) -> str:
    """What the référentiel calls the stakes of a closed séance today, where it calls them otherwise."""
    if session.status != AtelierSession.Status.CLOSED:
        return ""
    return "|".join(stake.now for stake in known_stakes(session))


def newcomers_board(session: AtelierSession, audience: Audience) -> Board:
    """A board for a page that is being loaded. The page then catches up from the number of its board.

    While everybody takes a seat, each seat changes the room, and a large board takes longer to render
    than the time to the next seat. So newcomers get a board that is a moment old.
    """
    place = _place(session.code, audience)
    latest = place.latest
    if 0 <= latest.seq <= session.last_seq and time.monotonic() < place.pause.until:
        return latest
    return replace(_latest(session, audience), seq=session.last_seq)


def _renew(place: _Place, session: AtelierSession, audience: Audience, names: str) -> None:
    began = time.monotonic()
    now = AtelierSession.objects.select_related("current_step").get(pk=session.pk)
    # A kept board ahead of the room is older than a restored backup.
    kept = place.latest
    if session.last_seq <= kept.seq <= now.last_seq and kept.names == names:
        return
    html = render_board(now, audience)
    deflated = packing.deflated(html) if audience.is_participant else b""
    place.latest = Board(now.last_seq, html, deflated, names)
    place.pause.after(began, time.monotonic())
    # The size of the latest rendering has changed.
    _boards.put((session.code, audience), place)


def _place(code: str, audience: Audience) -> _Place:
    return _boards.get_or_put((code, audience), _Place)


def render_board(session: AtelierSession, audience: Audience) -> str:
    """Every fragment that the audience sees, in its place. A constant number of queries."""
    panels = panels_of(session, audience)
    context: Context = {
        "session": session,
        "audience": audience,
        "join_url": join_url(session),
        "panels": panels,
    }
    shown = {panel.key for panel in panels}
    loads = Loads(session)
    with override(audience.language):
        for kind in FRAGMENTS:
            if isinstance(kind, BoardFragment) or not kind.is_for(audience):
                continue
            if isinstance(kind, SingleFragment):
                context |= loads.single(kind, audience)
            elif not kind.panel or kind.panel in shown:
                context[kind.in_boards] = _pieces(session, kind, audience)
        return tight(render_to_string(f"sessions/boards/{audience.role}.html", context))


def _pieces(session: AtelierSession, kind: ListFragment, audience: Audience) -> Sequence[Any]:
    contexts = list(kind.load(session, audience.sees_hidden, None).values())
    pieces = [piece(kind.key, session, audience, context) for context in contexts]
    return kind.arranged(session, contexts, pieces)


def join_url(session: AtelierSession) -> str:
    """The address that people type or scan: it leads to the room, or to its door."""
    return settings.PUBLIC_URL + reverse("ateliers:room", args=[session.code])
