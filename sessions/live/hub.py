"""The room hub: one per room and process. It reads the journal once for everybody and sends the frames to all."""

import asyncio
import json
import logging
import time
from functools import partial
from typing import Any, Protocol

from channels.layers import get_channel_layer
from django.utils import timezone

from sessions.audience import Audience
from sessions.limits import PAGES_OF_ONE
from sessions.live import presence
from sessions.live.announce import group_name
from sessions.live.catch_up import Frame, Missed, frame, missed_since
from sessions.live.entitlement import Ending, Entitled, Watch
from sessions.live.threads import in_thread
from sessions.metrics import DROPPED_HINTS, LAG_ENTRIES, LAG_SECONDS, RENDER_SECONDS, ROOMS, SOCKETS
from sessions.models import AtelierSession
from sessions.pause import Pause
from sessions.queries.room import head
from sessions.server_time import ask_if_due, known_ms

logger = logging.getLogger(__name__)

HEAD_CHECK = 3.0
"""Seconds between two looks at the head number. A lost hint costs no more than that."""
HEARTBEAT = 10.0
"""Seconds between two `{"head": n, "now": ms}`: the head, and the server's time."""
REJOIN = 50.0
"""Seconds. The in-memory layer forgets a member whose message stays unread for 60 s (stack fact F5)."""
RETRY = 2.0
"""Seconds before listening again to a layer that failed."""


class Socket(Entitled, Protocol):
    """What the hub needs of a connected page."""

    audience: Audience
    participant_id: int

    async def deliver(self, frame: Frame) -> None:
        """Takes a frame. They come in order and without a gap for as long as the socket stays."""

    async def beat(self, text: str) -> None:
        """Takes a heartbeat."""

    async def tell_mine(self, version: str) -> None:
        """Tells the page that something of its seat's own has changed, so that it fetches it."""

    async def farewell(self) -> None:
        """Closes the socket, because this process stops."""

    @property
    def is_alive(self) -> bool:
        """Whether the page has said something lately."""


class RoomHub:
    """Follows one room's journal from `cursor` on, for the sockets of this process."""

    def __init__(self, session_id: int, cursor: int) -> None:
        self.session_id = session_id
        self.cursor = cursor
        self.sockets: set[Socket] = set()
        self._watch = Watch(session_id, self.sockets, partial(leave, self))
        self._hinted = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._stopped = False

    def start(self) -> None:
        """Begins to listen, to follow, to beat and to look at rights; ends with `stop`."""
        works = (self._listen(), self._follow(), self._beat(), self._tell_presence())
        for work in (*works, self._watch.follow()):
            self._tasks.append(asyncio.create_task(work))

    def is_one_too_many(self, socket: Socket) -> bool:
        """Whether one seat or login has more pages open than a person does. Each page takes memory and a connection."""
        return socket.ground.is_of_a_person and (
            sum(other.ground == socket.ground for other in self.sockets) > PAGES_OF_ONE
        )

    def stop(self) -> None:
        """Ends what `start` began."""
        self._stopped = True
        for task in self._tasks:
            task.cancel()

    async def _listen(self) -> None:
        """Turns hints into wake-ups. When the layer is down, each change waits HEAD_CHECK at most."""
        while not self._stopped:
            try:
                await self._listen_once()
            except Exception as error:  # whatever the layer's client raises, the hub continues
                logger.warning("room %s hears no hints: %s", self.session_id, type(error).__name__)
                await asyncio.sleep(RETRY)

    async def _listen_once(self) -> None:
        layer = get_channel_layer()
        channel = await layer.new_channel()
        await layer.group_add(group_name(self.session_id), channel)
        # Hints that were sent before we listened.
        self._hinted.set()
        try:
            async with asyncio.timeout(REJOIN):
                # The Redis client swallows a cancellation that comes while it connects.
                while not self._stopped:
                    await self._hear(await layer.receive(channel))
        except TimeoutError:
            pass
        finally:
            await layer.group_discard(group_name(self.session_id), channel)

    async def _hear(self, hint: dict[str, Any]) -> None:
        self._hinted.set()
        seat, version = hint.get("mine") or (0, "")
        for socket in [each for each in self.sockets if seat and each.participant_id == seat]:
            await socket.tell_mine(version)

    async def _follow(self) -> None:
        pause = Pause(time.monotonic())
        while True:
            hinted = await self._wait_for_hint()
            # Hints that come from here on belong to the next read. So one round takes up several changes.
            self._hinted.clear()
            began = time.monotonic()
            try:
                found = await self.round(hinted=hinted)
            except AtelierSession.DoesNotExist:
                self._watch.look()
            # The database may be away: the next look finds what is missing.
            except Exception as error:
                logger.warning("room %s cannot read: %s", self.session_id, type(error).__name__)
            else:
                if found and not hinted:
                    DROPPED_HINTS.inc()
                await asyncio.sleep(pause.after(began, time.monotonic()))

    async def _wait_for_hint(self) -> bool:
        """Whether a hint came; False when it was time to look anyway."""
        try:
            async with asyncio.timeout(HEAD_CHECK):
                await self._hinted.wait()
        except TimeoutError:
            return False
        return True

    async def round(self, *, hinted: bool = True) -> bool:
        """Reads what is new, renders it once for each audience present, sends it to everybody.

        Returns whether there was something new. Without a hint there is mostly nothing new, and one query tells this.
        """
        audiences = {socket.audience for socket in self.sockets}
        with RENDER_SECONDS.time():
            missed, frames = await in_thread(self._read, audiences, hinted)
        if missed is None:
            return False
        # Somebody of another audience may come in during a read: they joined before the cursor moves.
        while late := {socket.audience for socket in self.sockets} - frames.keys():
            frames |= await in_thread(_frames, missed, late)
        self.cursor = missed.seq
        await self._fan_out(missed, frames)
        return True

    async def _fan_out(self, missed: Missed, frames: dict[Audience, Frame]) -> None:
        for socket in list(self.sockets):
            if socket.participant_id in missed.removed:
                await socket.dismiss(Ending.NOT_YOURS)
            elif socket.audience in frames:
                await socket.deliver(frames[socket.audience])
        LAG_ENTRIES.observe(missed.entries)
        if missed.oldest_at is not None:
            LAG_SECONDS.observe((timezone.now() - missed.oldest_at).total_seconds())

    def _read(
        self, audiences: set[Audience], hinted: bool
    ) -> tuple[Missed | None, dict[Audience, Frame]]:
        ask_if_due()
        if not hinted and head(self.session_id) <= self.cursor:
            return None, {}
        missed = missed_since(self.session_id, self.cursor)
        # The round before has already sent what this hint tells of.
        if not missed.entries:
            return None, {}
        return missed, _frames(missed, audiences)

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT)
            # Pages count a clock by the server's time, never by their own. This must not wait for the database.
            now = known_ms()
            text = json.dumps({"head": self.cursor} | ({} if now is None else {"now": now}))
            for socket in list(self.sockets):
                await socket.beat(text)

    async def _tell_presence(self) -> None:
        """Runs beside the heartbeats. A slow cache must not delay them, because pages leave a silent connection."""
        while True:
            await asyncio.sleep(HEARTBEAT)
            here = {socket.participant_id for socket in self.sockets if socket.is_alive}
            try:
                await in_thread(presence.tell, self.session_id, here - {0})
            except Exception as error:  # nothing depends on presence: the hub continues without it
                logger.warning("presence not told: %s", type(error).__name__)


def _frames(missed: Missed, audiences: set[Audience]) -> dict[Audience, Frame]:
    return {audience: frame(missed, audience) for audience in audiences}


_hubs: dict[int, RoomHub] = {}


async def enter(session_id: int, socket: Socket) -> RoomHub:
    """Adds a socket to its room's hub, which starts with the first one."""
    if session_id not in _hubs:
        cursor = await in_thread(head, session_id)
        # Somebody else may have come in during the read.
        if session_id not in _hubs:
            _hubs[session_id] = RoomHub(session_id, cursor)
            _hubs[session_id].start()
    hub = _hubs[session_id]
    hub.sockets.add(socket)
    _count()
    return hub


def leave(hub: RoomHub, socket: Socket) -> None:
    """Takes a socket out; the hub ends with the last one."""
    hub.sockets.discard(socket)
    if not hub.sockets and _hubs.get(hub.session_id) is hub:
        del _hubs[hub.session_id]
        hub.stop()
    _count()


def _count() -> None:
    ROOMS.set(len(_hubs))
    SOCKETS.set(sum(len(hub.sockets) for hub in _hubs.values()))


async def farewell() -> None:
    """Closes every socket of this process. Each page comes back by itself, after a random delay."""
    for hub in list(_hubs.values()):
        for socket in list(hub.sockets):
            await socket.farewell()
