"""Answers HEAD as GET without a body, and removes the body of an answer that may have none, on every server.

Daphne drops only the first 64 KiB of such a body (stack fact F32): the rest was sent on the connection, where
the next answer should begin. uvicorn drops all of it.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

NEVER_A_BODY = (204, 304)


class HeadAsGet:
    """Middleware: views know GET and POST only, so a HEAD reaches them as a GET."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method != "HEAD":
            return self.get_response(request)
        request.method = "GET"
        try:
            return self.get_response(request)
        finally:
            request.method = "HEAD"


def without_needless_bodies(application: Application) -> Application:
    """Wraps the application: its answers to HEAD, and its answers 204 and 304, are sent without their bodies."""

    async def answer(scope: Message, receive: Receive, send: Send) -> None:
        await application(scope, receive, _bodiless(scope["method"], send))

    return answer


def _bodiless(method: str, send: Send) -> Send:
    bare = method == "HEAD"

    async def send_some(message: Message) -> None:
        nonlocal bare
        if message["type"] == "http.response.start" and message["status"] in NEVER_A_BODY:
            bare = True
            message = {**message, "headers": _without_length(message.get("headers", ()))}
        elif message["type"] == "http.response.body" and bare:
            if message.get("more_body"):
                return
            message = {**message, "body": b""}
        await send(message)

    return send_some


def _without_length(headers: Any) -> list[tuple[bytes, bytes]]:
    """Removes the length. A 204 must have none, and a length of 0 would be false in a 304: the file is longer."""
    return [(name, value) for name, value in headers if name.lower() != b"content-length"]
