"""One open page: joins its room's hub, gets what it missed, then the live frames.

This is a plain ASGI application, not a Channels consumer. Each dispatch of a consumer passes through the one
shared database thread (stack fact F7), and its exceptions close the socket with 1011 (F11).
"""

import asyncio
import json
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from sessions import access
from sessions.access import Ground, UnknownSession
from sessions.audience import PARTICIPANTS, read_audience
from sessions.bucket import Bucket
from sessions.limits import WRONG_CODE, TooFast
from sessions.live import hub as hubs
from sessions.live.catch_up import LONG, Frame, catch_up, read_position
from sessions.live.entitlement import Ending, ended
from sessions.live.threads import aside, in_thread
from sessions.metrics import CATCH_UPS, CLOSED
from sessions.models import AtelierSession

logger = logging.getLogger(__name__)

NOT_YOURS, UNKNOWN = int(Ending.NOT_YOURS), int(Ending.GONE)
FLOODING, FALLEN_BEHIND = 4429, 4408
COME_BACK, FAILED = 4012, 4500
"""The close codes of a restart, after which pages come back by themselves at random times, and of an error of ours.

They are not the standard's 1012 and 1011: Daphne's library sends 1000 or 3000–4999, and refuses others.
"""
BURST, A_SECOND = 20.0, 2.0
"""Messages that a page may send at once, and in the long run (stack fact F10)."""
LONGEST_SILENCE = 30.0
"""Seconds that a page may leave frames unacknowledged before it must come back and catch up (F9)."""
MOST_UNREAD = 1_000_000
"""Past this number of bytes sent and not acknowledged, it must do so at once. This bounds the send buffer."""
SURELY_ROOM = 60_000
"""Below this number of unread bytes, a send does not wait: servers hold a writer back from 64 KiB on."""
ALIVE = 25.0
"""Seconds for which a page counts as present after its last message: a little more than two heartbeats."""

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


async def room_socket(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """The ASGI application behind `/ws/s/<code>/?since=<seq>&audience=<audience>`."""
    await RoomSocket(scope, receive, send).serve()


async def unknown_socket(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Answers any other path. It accepts, then closes with 4404: a code sent before the accept is lost (F17)."""
    await receive()
    await send({"type": "websocket.accept"})
    await send({"type": "websocket.close", "code": UNKNOWN})


class Closed(Exception):
    """Ends the conversation. We close the socket with this code, unless the page has left."""

    def __init__(self, code: int | None = None) -> None:
        self.code = code


class RoomSocket:
    """One socket: its audience, its position, and the frames held back while it catches up."""

    def __init__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        self.scope, self.receive, self.send = scope, receive, send
        self.code = scope["url_route"]["kwargs"]["code"]
        self.audience = PARTICIPANTS
        self.participant_id = 0
        self.session_id = 0
        self.ground = Ground()
        self.position = 0
        self._hub: hubs.RoomHub | None = None
        self._held: list[Frame] | None = []
        self._unread: deque[tuple[int, int]] = deque()
        self._unread_size = 0
        self._heard_at = time.monotonic()
        self._slow_sends: set[asyncio.Task[None]] = set()
        self._pace = Bucket(burst=BURST, a_second=A_SECOND, now=time.monotonic())
        self._open = True

    async def serve(self) -> None:
        """Serves the socket from start to end. Lets no exception escape: that would close the socket with 1011."""
        await self.receive()
        await self.send({"type": "websocket.accept"})
        try:
            self.position = await self._identify()
            self._hub = await hubs.enter(self.session_id, self)
            if self._hub.is_one_too_many(self):
                raise Closed(FLOODING)
            await self._catch_up(self.position)
            while True:
                await self._answer(await self.receive())
        except Closed as closed:
            await self._close(closed.code)
        except AtelierSession.DoesNotExist:
            await self._close(UNKNOWN)
        except Exception:
            logger.exception("socket failed")
            await self._close(FAILED)
        finally:
            if self._hub is not None:
                hubs.leave(self._hub, self)

    async def deliver(self, frame: Frame) -> None:
        """Sends a frame of the hub, or holds it back until the catch-up under way has been sent."""
        if self._held is not None:
            self._held.append(frame)
        elif frame.seq > self.position:
            await self._send_frame(frame)

    async def beat(self, text: str) -> None:
        """Sends a heartbeat, unless the page has stopped reading."""
        if self._unread and time.monotonic() - self._heard_at > LONGEST_SILENCE:
            await self._close(FALLEN_BEHIND)
        else:
            await self._send_text(text)

    async def tell_mine(self, version: str) -> None:
        """Sends the hint « yours changed », and nothing of what has changed: the page fetches it."""
        await self._send_or_wait(json.dumps({"mine": version}), room=self._has_room)

    async def dismiss(self, ending: Ending) -> None:
        """Closes the socket, because what entitled the page has ended."""
        # A plain number: Daphne's library refuses any other type.
        await self._close(int(ending))

    async def farewell(self) -> None:
        """Closes the socket, because the process stops."""
        await self._close(COME_BACK)

    @property
    def is_alive(self) -> bool:
        """Whether the page has said something lately: an open socket alone proves nothing."""
        return self._open and time.monotonic() - self._heard_at < ALIVE

    async def _identify(self) -> int:
        """Finds who asks and the number at which their page stands; closes with 4403 or 4404 otherwise."""
        try:
            entered, query = await in_thread(access.enter_by_socket, self.scope, self.code)
        except UnknownSession:
            await self._slow_guessing()
            raise Closed(UNKNOWN) from None
        audience = read_audience(query.get("audience"))
        ground = entered.ground(audience) if audience is not None else None
        if audience is None or ground is None:
            raise Closed(NOT_YOURS)
        self.ground = ground
        self.session_id, self.audience = entered.session.pk, audience
        self.participant_id = ground.seat
        return read_position(query.get("since", "0"))

    async def _slow_guessing(self) -> None:
        try:
            await asyncio.sleep(WRONG_CODE.delay())
        except TooFast:
            raise Closed(FLOODING) from None

    async def _answer(self, message: Message) -> None:
        if message["type"] == "websocket.disconnect":
            self._open = False
            raise Closed
        self._heard_at = time.monotonic()
        self._spend_token()
        try:
            said = json.loads(message.get("text") or "")
        except (ValueError, RecursionError):  # the latter for "[[[[…"
            return
        if not isinstance(said, dict):
            return
        if "seen" in said:
            self._acknowledge(read_position(said["seen"]))
        elif "pull" in said:
            # The ground was read at connect; a pull is the moment to look again (stack fact F22).
            endings = await in_thread(ended, self.session_id, {self.ground})
            if endings:
                raise Closed(int(endings[self.ground]))
            await self._catch_up(read_position(said["pull"]))

    async def _catch_up(self, since: int) -> None:
        """Sends what the page missed, then the frames that came meanwhile. So there is no gap, whatever the order."""
        CATCH_UPS.labels("socket").inc()
        self._held = self._held or []
        missed = self._hub.cursor - since if self._hub else 0
        run = aside if missed > LONG else in_thread
        await self._send_frame(await run(catch_up, self.session_id, since, self.audience))
        # One that comes while these leave waits behind them: they must go out in order.
        while self._held:
            frame = self._held.pop(0)
            if frame.seq > self.position:
                await self._send_frame(frame)
        self._held = None

    async def _send_frame(self, frame: Frame) -> None:
        self.position = frame.seq
        room = self._has_room
        self._unread.append((frame.seq, frame.size))
        self._unread_size += frame.size
        if self._unread_size > MOST_UNREAD and len(self._unread) > 1:
            await self._close(FALLEN_BEHIND)
        else:
            await self._send_or_wait(frame.text, room=room)

    @property
    def _has_room(self) -> bool:
        return self._unread_size < SURELY_ROOM

    async def _send_or_wait(self, text: str, *, room: bool) -> None:
        if room:
            await self._send_text(text)
        else:
            # The hub must not wait for a slow reader: everybody else in the room would wait too.
            task = asyncio.create_task(self._send_text(text))
            self._slow_sends.add(task)
            task.add_done_callback(self._slow_sends.discard)

    def _acknowledge(self, seq: int) -> None:
        while self._unread and self._unread[0][0] <= seq:
            self._unread_size -= self._unread.popleft()[1]

    async def _send_text(self, text: str) -> None:
        if not self._open:
            return
        try:
            await self.send({"type": "websocket.send", "text": text})
        except Exception:  # the peer left between two frames; `receive` will say so
            self._open = False

    async def _close(self, code: int | None) -> None:
        if self._open and code is not None:
            self._open = False
            CLOSED.labels(code).inc()
            with suppress(Exception):  # the peer left first; the hub still has others to tell
                await self.send({"type": "websocket.close", "code": code})

    def _spend_token(self) -> None:
        now = time.monotonic()
        if self._pace.wait(1, now):
            raise Closed(FLOODING)
        self._pace.take(1, now)
