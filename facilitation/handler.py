"""Django's ASGI handler for a site whose views are all synchronous: one thread hop a request.

Django's own adapts each synchronous middleware to the asynchronous one around it and back again,
which took more hops between threads than the views made queries; and it opens a new thread a request,
without a bound (stack fact F15). See docs/decisions/0016-one-thread-hop-a-request.md.
"""

from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import django
from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIHandler
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponseBase

THREADS = 100
"""Requests worked on at once; further ones wait. Half of them may be seats that are slowed down."""
MOST_BODY = 300_000
"""Bytes. Django's own limit is a little lower, and answers more kindly; this one guards memory and disk."""

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

_threads = ThreadPoolExecutor(THREADS, thread_name_prefix="request")


class SyncViewsHandler(ASGIHandler):
    """Middleware and view run together in one thread of a pool."""

    def load_middleware(self, is_async: bool = False) -> None:
        """As for WSGI, whatever is asked: nothing of ours is asynchronous."""
        super().load_middleware(is_async=False)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Without Django's thread of its own for each request: the pool is ours."""
        await self.handle(scope, bounded(scope, receive), send)

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        """The one hop. The database connection is this thread's, so it is given back here."""
        hop = sync_to_async(self._respond, thread_sensitive=False, executor=_threads)
        return await hop(request)

    def _respond(self, request: HttpRequest) -> HttpResponseBase:
        close_old_connections()
        try:
            return self.get_response(request)
        finally:
            close_old_connections()


def bounded(scope: Message, receive: Receive) -> Receive:
    """A `receive` that breaks the request off past MOST_BODY bytes, as if its sender had left.

    Daphne refuses such a body with 413 before it comes here; other servers would let all of it in.
    """
    received = 0

    async def receive_some() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        return {"type": "http.disconnect"} if received > MOST_BODY else message

    return receive_some


def http_application() -> SyncViewsHandler:
    """Sets Django up, and returns what answers its requests."""
    django.setup(set_prefix=False)
    return SyncViewsHandler()
