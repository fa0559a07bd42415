"""The pieces of page that change: one template each, rendered once for an audience, never for a person."""

import hashlib
import pickle
import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import get_language

from sessions.access import AUDIENCES, FACILITATORS, PARTICIPANTS
from sessions.models import AtelierSession
from sessions.queries import polls, room
from sessions.queries.agenda import agenda_view
from sessions.queries.cards import card_views
from sessions.queries.proposals import proposal_views

STEP, COUNTS, HEATMAP, SESSION_STATE = "step", "counts", "heatmap", "session-state"
POLL, BALLOT, TURNOUT, BOARD = "poll", "ballot", "turnout", "board"
SEAT = "seat-"
HEADING = "heading"
"""The title at the top of a live page, outside of its board."""

Context = dict[str, Any]
Ids = Collection[int] | None
"""The ids to load; None means all of them."""


def card_id(pk: int) -> str:
    """The fragment of a card."""
    return f"card-{pk}"


def proposal_id(pk: int) -> str:
    """The fragment of a balise."""
    return f"proposal-{pk}"


def person_id(pk: int) -> str:
    """The fragment of somebody in the list of people."""
    return f"person-{pk}"


def leaver_id(pk: int) -> str:
    """The fragment of somebody whose seat was taken away."""
    return f"leaver-{pk}"


def seat_id(pk: int) -> str:
    """The fragment of a seat's territory, at the top of its owner's page."""
    return f"{SEAT}{pk}"


@dataclass(frozen=True)
class ListFragment:
    """A kind of which a room has many: `load` gives contexts by id, the hidden ones too if told so."""

    load: Callable[[AtelierSession, bool, Ids], Mapping[int, Context]]
    plural: str
    audiences: frozenset[str] = frozenset(AUDIENCES)


@dataclass(frozen=True)
class SingleFragment:
    """A kind of which a room has one."""

    load: Callable[[AtelierSession], Context]
    audiences: frozenset[str] = frozenset(AUDIENCES)


def _cards(session: AtelierSession, with_hidden: bool, ids: Ids) -> dict[int, Context]:
    found = card_views(session, ids=ids, with_hidden=with_hidden)
    return {card.id: {"card": card} for card in found}


def _proposals(session: AtelierSession, with_hidden: bool, ids: Ids) -> dict[int, Context]:
    found = proposal_views(session, ids=ids, with_hidden=with_hidden)
    return {proposal.id: {"proposal": proposal} for proposal in found}


def _people(session: AtelierSession, with_hidden: bool, ids: Ids) -> dict[int, Context]:
    return {person.pk: {"person": person} for person in room.people(session, ids=ids)}


def _leavers(session: AtelierSession, with_hidden: bool, ids: Ids) -> dict[int, Context]:
    return {person.pk: {"person": person} for person in room.leavers(session, ids=ids)}


def _seats(session: AtelierSession, with_hidden: bool, ids: Ids) -> dict[int, Context]:
    """None for a board: everybody's page holds its own, beside the board. Without a name: all hear it."""
    return {seat.pk: {"seat": seat} for seat in room.seats(session, ids=ids or ())}


LISTS: dict[str, ListFragment] = {
    "card": ListFragment(_cards, "cards"),
    "proposal": ListFragment(_proposals, "proposals"),
    "person": ListFragment(_people, "people", frozenset({FACILITATORS})),
    "leaver": ListFragment(_leavers, "leavers", frozenset({FACILITATORS})),
    "seat": ListFragment(_seats, "seats", frozenset({PARTICIPANTS})),
}
SINGLES: dict[str, SingleFragment] = {
    STEP: SingleFragment(lambda session: {"agenda": agenda_view(session)}),
    COUNTS: SingleFragment(lambda session: {"counts": room.counts(session)}),
    HEATMAP: SingleFragment(lambda session: {"heatmap": room.heat_map(session)}),
    SESSION_STATE: SingleFragment(lambda session: {}),
    HEADING: SingleFragment(lambda session: {}),
    POLL: SingleFragment(lambda session: {"poll": polls.poll_view(session)}),
    BALLOT: SingleFragment(
        lambda session: {"poll": polls.poll_view(session)}, frozenset({PARTICIPANTS})
    ),
    TURNOUT: SingleFragment(lambda session: {"turnout": polls.turnout(session)}),
}


class Loads:
    """What was loaded of a room at one moment: once for all the audiences that see the same of it."""

    def __init__(self, session: AtelierSession) -> None:
        self.session = session
        self._singles: dict[str, Context] = {}
        self._lists: dict[tuple[str, bool, tuple[int, ...]], Mapping[int, Context]] = {}

    def single(self, kind: str) -> Context:
        """The context of a kind of which there is one."""
        if kind not in self._singles:
            self._singles[kind] = SINGLES[kind].load(self.session)
        return self._singles[kind]

    def some(self, kind: str, ids: list[int], audience: str) -> Mapping[int, Context]:
        """Contexts by id, for those of these ids that the audience may see."""
        with_hidden = sees_hidden(audience)
        key = (kind, with_hidden, tuple(ids))
        if key not in self._lists:
            self._lists[key] = LISTS[kind].load(self.session, with_hidden, ids)
        return self._lists[key]


def sees_hidden(audience: str) -> bool:
    """Whether it sees what the facilitator has hidden, marked as such."""
    return audience == FACILITATORS


def render(loads: Loads, changed: Iterable[str], audience: str) -> str:
    """The current HTML of the changed fragments that this audience sees, one after another.

    One that is gone, or out of this audience's sight, becomes an empty element marked `data-gone`.
    The number of queries depends on the kinds, never on how many there are.
    """
    singles, lists = _sort(changed)
    parts = [_render_single(loads, kind, audience) for kind in singles]
    for kind, ids in lists.items():
        parts += _render_list(loads, kind, ids, audience)
    return "".join(parts)


def _sort(changed: Iterable[str]) -> tuple[list[str], dict[str, list[int]]]:
    singles: list[str] = []
    lists: dict[str, list[int]] = {}
    for fragment in sorted(set(changed)):
        kind, _, number = fragment.rpartition("-")
        if kind in LISTS and number.isdigit():
            lists.setdefault(kind, []).append(int(number))
        else:
            singles.append(fragment)
    return singles, lists


def _render_single(loads: Loads, kind: str, audience: str) -> str:
    if audience not in SINGLES[kind].audiences:
        return ""
    return _to_html(kind, loads.session, audience, loads.single(kind))


def _render_list(loads: Loads, kind: str, ids: list[int], audience: str) -> Iterable[str]:
    if audience not in LISTS[kind].audiences:
        return
    found = loads.some(kind, ids, audience)
    for number in ids:
        if number in found:
            yield piece(kind, loads.session, audience, found[number])
        else:
            yield f'<div id="{kind}-{number}" data-gone></div>'


KEPT_PIECES = 5000
"""Some 15 MB. A room of 300 cards has 900, one for each audience."""
_pieces: OrderedDict[bytes, str] = OrderedDict()
_pieces_lock = threading.Lock()


def piece(kind: str, session: AtelierSession, audience: str, context: Context) -> str:
    """One of many, rendered once for as long as what it shows stays the same.

    Kept by everything that goes into its template, so that nothing has to be forgotten on a change:
    of the séance, templates of lists may only use the code. What a template rendered is not escaped
    again where another includes it.
    """
    shown = pickle.dumps((kind, audience, session.code, get_language(), context))
    key = hashlib.blake2b(shown, digest_size=20).digest()
    with _pieces_lock:
        if key in _pieces:
            _pieces.move_to_end(key)
            return _pieces[key]
    html = _to_html(kind, session, audience, context)
    with _pieces_lock:
        _pieces[key] = html
        while len(_pieces) > KEPT_PIECES:
            _pieces.popitem(last=False)
    return html


def _to_html(kind: str, session: AtelierSession, audience: str, context: Context) -> str:
    template = f"sessions/fragments/{kind.replace('-', '_')}.html"
    return render_to_string(template, {**context, "session": session, "audience": audience})
