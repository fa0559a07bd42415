"""Peers that read slowly or not at all: they lose nothing, keep nobody waiting, and end up sent away.

The application itself is called here, since a peer of a real socket cannot hold its server's `send`.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Any
from uuid import uuid4

import pytest

from sessions import access
from sessions.commands import cards
from sessions.live import consumer
from sessions.live.catch_up import Frame
from sessions.live.consumer import FALLEN_BEHIND, RoomSocket
from tests.crowds import off_loop
from tests.factories import Person, Room
from tests.sessions.live.conftest import current_page
from tests.sessions.page import Page
from tests.visitors import DEADLINE

pytestmark = pytest.mark.django_db(transaction=True)

Message = dict[str, Any]


class Peer:
    """The other end of one socket; each `send` to it takes some turns of the loop."""

    def __init__(self, room: Room, person: Person, page: Page, *, turns: int) -> None:
        session = room.session
        cookie = f"{access.seat_cookie(session)}={person.key}"
        self.scope = {
            "type": "websocket",
            "headers": [(b"cookie", cookie.encode())],
            "query_string": f"since={page.position}".encode(),
            "url_route": {"kwargs": {"code": session.code}},
        }
        self.page = page
        self.turns = turns
        self.inbox: asyncio.Queue[Message] = asyncio.Queue()
        self.seqs: list[int] = []
        self.code: int | None = None
        self.news = asyncio.Condition()
        self.inbox.put_nowait({"type": "websocket.connect"})
        self.socket = RoomSocket(self.scope, self.inbox.get, self.send)

    async def send(self, message: Message) -> None:
        if '"html"' in message.get("text", ""):
            await self._note(json.loads(message["text"])["seq"])
        for _ in range(self.turns):
            await asyncio.sleep(0)
        if message["type"] == "websocket.close":
            self.code = message["code"]
        elif '"html"' in message.get("text", ""):
            self.page.hear(message["text"])
        async with self.news:
            self.news.notify_all()

    async def _note(self, seq: int) -> None:
        self.seqs.append(seq)
        async with self.news:
            self.news.notify_all()

    def pull(self) -> None:
        said = f'{{"pull": {self.page.position}}}'
        self.inbox.put_nowait({"type": "websocket.receive", "text": said})

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(DEADLINE), self.news:
            await self.news.wait_for(condition)

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[None]:
        serving = asyncio.create_task(self.socket.serve())
        try:
            yield
        finally:
            self.inbox.put_nowait({"type": "websocket.disconnect", "code": 1001})
            await asyncio.wait_for(serving, DEADLINE)


@pytest.fixture
def narration(room: Room, bob: Person) -> Room:
    """The room at « récits »."""
    room.go_to("recits")
    return room


async def post(author: Person, title: str) -> int:
    answer = await off_loop(
        partial(cards.post_card, author.actor, uuid4(), kind="etape", title=title)
    )
    return answer.seq


@pytest.mark.parametrize("turns", [0, 1, 50])
async def test_frames_that_come_during_catch_ups_stay_in_order(
    narration: Room, bob: Person, turns: int
) -> None:
    peer = Peer(narration, bob, await off_loop(partial(current_page, narration)), turns=turns)
    seq = 0
    async with peer.connected():
        for number in range(15):
            posting = asyncio.create_task(post(bob, f"Carte {number}"))
            peer.pull()
            seq = await posting
        await peer.until(lambda: peer.page.position >= seq)
    fresh = await off_loop(partial(current_page, narration))
    assert peer.page.normal() == fresh.normal()


async def test_frame_that_comes_while_held_ones_leave_waits_behind_them(
    narration: Room, bob: Person
) -> None:
    page = await off_loop(partial(current_page, narration))
    head = page.position
    peer = Peer(narration, bob, page, turns=50)
    # The hub's rounds during the catch-up.
    await peer.socket.deliver(frame_at(head + 1))
    await peer.socket.deliver(frame_at(head + 2))
    async with peer.connected():
        await peer.until(lambda: head + 1 in peer.seqs)
        await peer.socket.deliver(frame_at(head + 3))
        await peer.until(lambda: head + 3 in peer.seqs)
    assert peer.seqs == [head, head + 1, head + 2, head + 3]


async def test_reader_that_never_acknowledges_is_sent_away(
    narration: Room, bob: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consumer, "LONGEST_SILENCE", 0.0)
    peer = Peer(narration, bob, await off_loop(partial(current_page, narration)), turns=0)
    async with peer.connected():
        seq = await post(bob, "Sans réponse")
        await peer.until(lambda: peer.page.position >= seq)
        await peer.socket.beat('{"head": 1}')
        assert peer.code == FALLEN_BEHIND


async def test_reader_that_lets_too_much_pile_up_is_sent_away_at_once(
    narration: Room, bob: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consumer, "MOST_UNREAD", 1_000)
    peer = Peer(narration, bob, await off_loop(partial(current_page, narration)), turns=0)
    async with peer.connected():
        for number in range(4):
            await post(bob, f"Carte {number}")
            if peer.code is None:
                await peer.until(partial(shown, peer, f"Carte {number}"))
        assert peer.code == FALLEN_BEHIND


def frame_at(seq: int) -> Frame:
    """A frame of the hub; what it shows does not matter."""
    return Frame(seq, json.dumps({"seq": seq, "html": ""}))


def shown(peer: Peer, words: str) -> bool:
    """Either the page shows it, or the page has been sent away."""
    return peer.code is not None or words in peer.page.text()
