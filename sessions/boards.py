"""The whole board of an audience: rendered once for everybody who asks at the same moment."""

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from sessions.fragments import LISTS, SINGLES
from sessions.models import AtelierSession

KEPT = 64
"""Boards. Three audiences of some twenty rooms; an old one is rendered again when asked for."""

Key = tuple[int, int, str]


@dataclass
class _Board:
    """One rendering; the lock makes a hall that scans the code at once wait for a single one."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    html: str | None = None


_boards: OrderedDict[Key, _Board] = OrderedDict()
_boards_lock = threading.Lock()


def board(session: AtelierSession, audience: str) -> str:
    """The board's HTML at `session.last_seq` or later, cached by (session, seq, audience).

    The number must have been read before the state: a board may then be ahead of its number, which
    costs one idempotent swap; behind it would lose a change.
    """
    place = _place(session.pk, session.last_seq, audience)
    with place.lock:
        if place.html is None:
            place.html = render_board(session, audience)
    return place.html


def _place(session_id: int, seq: int, audience: str) -> _Board:
    key = (session_id, seq, audience)
    with _boards_lock:
        place = _boards.setdefault(key, _Board())
        _boards.move_to_end(key)
        while len(_boards) > KEPT:
            _boards.popitem(last=False)
    return place


def render_board(session: AtelierSession, audience: str) -> str:
    """Every fragment that the audience sees, in its place. A constant number of queries."""
    context: dict[str, Any] = {
        "session": session,
        "audience": audience,
        "join_url": join_url(session),
    }
    for single in SINGLES.values():
        if audience in single.audiences:
            context |= single.load(session)
    for kind, fragment in LISTS.items():
        if audience in fragment.audiences:
            found = fragment.load(session, audience, None).values()
            context[fragment.plural] = [item[kind] for item in found]
    context["trajectories"] = _trajectories(session, context.pop("cards"))
    return render_to_string(f"sessions/boards/{audience}.html", context)


def _trajectories(session: AtelierSession, cards: list[Any]) -> list[dict[str, Any]]:
    """The cards by territory, in the order of the séance's territories."""
    return [
        {
            "territory": territory,
            "cards": [card for card in cards if card.territory == territory],
        }
        for territory in session.territories.all()
    ]


def join_url(session: AtelierSession) -> str:
    """The address that people type or scan: it leads to the room, or to its door."""
    return settings.PUBLIC_URL + reverse("ateliers:room", args=[session.code])
