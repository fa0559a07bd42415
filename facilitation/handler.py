"""Django's ASGI handler for a site whose views are all synchronous: one thread hop per request.

Django's own handler adapts each synchronous middleware to the asynchronous one around it and back again,
which took more hops between threads than the views made queries. Django's handler also opens a new thread
per request, without a limit (stack fact F15). See docs/decisions/0016-one-thread-hop-a-request.md.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, nullcontext, suppress
from typing import Any

import django
from asgiref.sync import sync_to_async
from django.conf import settings
from django.core import signals
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponseBase
from django.urls import set_script_prefix

from facilitation.uploads import longest_body
from sessions.gate import Gate, computing, waits_end
from sessions.limits import AT_DOORS, DOORS, HELD_BY_LOOP, READING, TURNED_AWAY
from sessions.live.announce import hubs_loop

READERS, WRITERS, DOOR_KEEPERS = 40, 30, 10
"""Threads: the number of requests that are answered at once; further requests wait. Pages can be read whatever the
writers wait for, and forms of a room are answered however many people come through the doors."""
WRITERS_SHARE, DOOR_KEEPERS_SHARE = 0.5, 0.25
"""Shares of PostgreSQL's connections: a form that waits for a room holds one. The rest is for pages and hubs."""
MOST_QUEUED, MOST_HELD_BACK = 400, 400
"""The number of forms in hand at once, per kind, and of forms that wait for their pace. A hall of 300 sends fewer.
Further forms are refused."""
LONGEST_WAIT, LONGEST_WAIT_AT_DOORS = 5.0, 15.0
"""Seconds that a form may wait from its arrival: for its pace, for a thread and before a gate, all together.
SQLite's own 4 come after them, and a live page gives up after 10 and sends it again; a browser waits."""

LAST_ANSWER = [(b"connection", b"close"), (b"content-length", b"0")]

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

_readers = ThreadPoolExecutor(READERS, thread_name_prefix="read")


class Forms:
    """Threads for one kind of forms, and how many are in hand."""

    def __init__(self, threads: int, longest_wait: float, lane: Gate | None = None) -> None:
        self.threads = ThreadPoolExecutor(threads, thread_name_prefix="write")
        self.longest_wait = longest_wait
        self.lane = lane
        self.in_hand = 0


def with_connections(threads: int, share: float) -> int:
    """This number of threads, or fewer: where connections have a limit, threads take at most this share of them."""
    pool = settings.DATABASES["default"].get("OPTIONS", {}).get("pool")
    return min(threads, max(1, int(pool["max_size"] * share))) if pool else threads


_room_forms = Forms(with_connections(WRITERS, WRITERS_SHARE), LONGEST_WAIT)
_door_forms = Forms(
    with_connections(DOOR_KEEPERS, DOOR_KEEPERS_SHARE), LONGEST_WAIT_AT_DOORS, AT_DOORS
)


class SyncViewsHandler(ASGIHandler):
    """Middleware and view run together in one thread of a pool."""

    def load_middleware(self, is_async: bool = False) -> None:
        """Loads the middleware as for WSGI, whatever the caller asks: nothing of ours is asynchronous."""
        super().load_middleware(is_async=False)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answers a request without Django's new thread for each request: we use a pool of our own."""
        hubs_loop.set(asyncio.get_running_loop())
        query = scope["query_string"].decode("latin1")
        body = BoundedBody(receive, longest_body(scope["method"], scope["path"], query))
        await self.handle(scope, body, send)
        if body.is_dropped:
            await send({"type": "http.response.start", "status": 413, "headers": LAST_ANSWER})
            await send({"type": "http.response.body", "body": b""})

    async def handle(self, scope: Any, receive: Any, send: Any) -> None:
        """One request, given up when its sender leaves before a thread has taken it.

        Django's own handler sends its two signals through threads, which takes two more hops. The receivers of these
        signals only look after the connections of the thread that they run in, and the loop has none.
        """
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        with closing(body):
            set_script_prefix(get_script_prefix(scope))
            signals.request_started.send(sender=self.__class__, scope=scope)
            request, refusal = self.create_request(scope, body)
            if refusal is not None:
                await self._send(refusal, send)
                return
            leaving = asyncio.create_task(receive())
            answering = asyncio.create_task(self._answer(request, send))
            try:
                await asyncio.wait({leaving, answering}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                leaving.cancel()
                answering.cancel()
            with suppress(asyncio.CancelledError):
                await answering

    async def _answer(self, request: Any, send: Any) -> None:
        await self._send(await self.run_get_response(request), send)

    async def _send(self, response: Any, send: Any) -> None:
        try:
            await self.send_response(response, send)
        finally:
            response.close()

    held_back = 0

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        """The answer. A request that goes too fast waits first, and holds no thread meanwhile."""
        request.META[HELD_BY_LOOP] = True
        arrival = time.monotonic()
        response = await self._hop(request, arrival)
        while (seconds := getattr(response, "held_back_for", 0.0)) and (
            self.held_back < MOST_HELD_BACK
        ):
            self.held_back += 1
            try:
                await asyncio.sleep(seconds)
            finally:
                self.held_back -= 1
            response = await self._hop(request, arrival)
        return response

    async def _hop(self, request: HttpRequest, arrival: float) -> HttpResponseBase:
        """The one hop, to a thread for readers or for writers."""
        if request.method in {"GET", "HEAD", "OPTIONS"}:
            return await self._read(request)
        forms = _door_forms if DOORS.match(request.path_info) else _room_forms
        if forms.in_hand >= MOST_QUEUED:
            request.META[TURNED_AWAY] = True
            return await self._read(request)
        forms.in_hand += 1
        try:
            begin_before = arrival + forms.longest_wait
            return await self._in_thread(forms.threads, request, begin_before, forms.lane)
        finally:
            forms.in_hand -= 1

    async def _read(self, request: HttpRequest) -> HttpResponseBase:
        """Answers in a thread for readers, however long the request waits for one."""
        return await self._in_thread(_readers, request, float("inf"), READING)

    async def _in_thread(
        self,
        threads: ThreadPoolExecutor,
        request: HttpRequest,
        begin_before: float,
        lane: Gate | None,
    ) -> HttpResponseBase:
        hop = sync_to_async(self._respond_in, thread_sensitive=False, executor=threads)
        return await hop(lane, request, begin_before)

    def _respond_in(
        self, lane: Gate | None, request: HttpRequest, begin_before: float
    ) -> HttpResponseBase:
        with computing(lane) if lane else nullcontext():
            return self._respond(request, begin_before)

    def _respond(self, request: HttpRequest, begin_before: float) -> HttpResponseBase:
        """Answers in this thread. The database connection belongs to this thread, so it is given back here."""
        if time.monotonic() > begin_before:
            request.META[TURNED_AWAY] = True
        close_old_connections()
        try:
            with waits_end(begin_before):
                return self.get_response(request)
        finally:
            close_old_connections()


class BoundedBody:
    """A `receive` that breaks the request off past the longest body, in bytes, as if its sender had left.

    Daphne refuses such a body with 413 before it comes here; other servers would let all of it in.
    """

    def __init__(self, receive: Receive, longest: int) -> None:
        self._receive = receive
        self._longest = longest
        self._received = 0
        self.is_dropped = False
        """Whether it was. Django then leaves without an answer."""

    async def __call__(self) -> Message:
        message = await self._receive()
        self._received += len(message.get("body", b""))
        # Once it is answered the rest is asked for too, to hear when the sender leaves.
        self.is_dropped = self.is_dropped or self._received > self._longest
        return {"type": "http.disconnect"} if self.is_dropped else message


def http_application() -> SyncViewsHandler:
    """Sets Django up, and returns what answers its requests."""
    django.setup(set_prefix=False)
    return SyncViewsHandler()
