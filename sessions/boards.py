"""The whole board of an audience: rendered once for everybody who asks at the same moment."""

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from sessions.fragments import LISTS, SINGLES, piece, sees_hidden
from sessions.kept import MEBIBYTE, Kept, text_bytes
from sessions.models import AtelierSession
from sessions.queries.cards import CardView
from sessions.rest import Rest

SHARE, AHEAD, LONGEST_REST = 1 / 4, 1.0, 1.0
"""Of its time a process renders so much of one board for newcomers, and so many seconds ahead; when it has
done more, they are given the latest for so many seconds at most."""

Key = tuple[str, str]


@dataclass(frozen=True)
class Board:
    """A board, and the number at which a page that shows it stands."""

    seq: int
    html: str


NONE = Board(-1, "")


@dataclass
class _Place:
    """The latest rendering; the lock makes a hall that scans the code at once wait for a single one."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    latest: Board = NONE
    rest: Rest = field(
        default_factory=lambda: Rest(
            time.monotonic(), share=SHARE, ahead=AHEAD, longest=LONGEST_REST
        )
    )


def place_bytes(place: _Place) -> int:
    """What is kept with it."""
    return text_bytes(place.latest.html)


_boards: Kept[Key, _Place] = Kept(32 * MEBIBYTE, place_bytes)
"""A board of 300 cards takes some 1.2 MiB; one that has gone is rendered again when asked for."""


def board(session: AtelierSession, audience: str) -> str:
    """The board's HTML at `session.last_seq` or later; the latest is kept by room and audience.

    The number must have been read before the state: a board may then be ahead of its number, which
    costs one idempotent swap; behind it would lose a change. So whoever waited while another one was
    rendered may have that one: in a hall where everybody sits down at once, and each new seat changes
    the room, boards are rendered one after another and never once a person.
    """
    place = _place(session.code, audience)
    with place.lock:
        if place.latest.seq != session.last_seq:
            _renew(place, session, audience)
        return place.latest.html


def newcomers_board(session: AtelierSession, audience: str) -> Board:
    """A board for a page that is being loaded, and catches up from the number at which it stands.

    In a hall that sits down each seat changes the room, and a large board takes longer to render than
    the next seat to be taken: newcomers are given one that is a moment old.
    """
    place = _place(session.code, audience)
    latest = place.latest
    if 0 <= latest.seq <= session.last_seq and time.monotonic() < place.rest.until:
        return latest
    return Board(session.last_seq, board(session, audience))


def _renew(place: _Place, session: AtelierSession, audience: str) -> None:
    began = time.monotonic()
    now = AtelierSession.objects.select_related("current_step").get(pk=session.pk)
    # A kept one that is ahead of the room is of before a backup was restored.
    if session.last_seq <= place.latest.seq <= now.last_seq:
        return
    place.latest = Board(now.last_seq, render_board(now, audience))
    place.rest.after(began, time.monotonic())
    # Its size is another one now.
    _boards.put((session.code, audience), place)


def _place(code: str, audience: str) -> _Place:
    return _boards.get_or_put((code, audience), _Place)


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
        if audience not in fragment.audiences:
            continue
        found = fragment.load(session, sees_hidden(audience), None).values()
        pieces = [piece(kind, session, audience, item) for item in found]
        if kind == "card":
            cards = [item["card"] for item in found]
            context["trajectories"] = _trajectories(session, cards, pieces)
        else:
            context[fragment.plural] = pieces
    return render_to_string(f"sessions/boards/{audience}.html", context)


def _trajectories(
    session: AtelierSession, cards: Sequence[CardView], pieces: Sequence[str]
) -> list[dict[str, Any]]:
    """The cards by territory, in the order of the séance's territories."""
    by_territory: dict[int, list[str]] = {}
    for card, html in zip(cards, pieces, strict=True):
        by_territory.setdefault(card.territory.pk, []).append(html)
    return [
        {"territory": territory, "cards": by_territory.get(territory.pk, [])}
        for territory in session.territories.all()
    ]


def join_url(session: AtelierSession) -> str:
    """The address that people type or scan: it leads to the room, or to its door."""
    return settings.PUBLIC_URL + reverse("ateliers:room", args=[session.code])
