"""HEAD is answered as GET without its body, and what may have no body has none, whichever server sends it.

Daphne keeps back the first 64 KiB of a body only (stack fact F32): what followed stood on the line where
the next answer should begin. uvicorn keeps all of it back.
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
    """Middleware: a view knows GET and POST only, so HEAD is asked of it as GET."""

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
    """The application, whose answers to HEAD, and whose 204 and 304, are sent without their bodies."""

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
    """A length of 0 would be false for 304, whose body would be a whole file, and is forbidden in 204."""
    return [(name, value) for name, value in headers if name.lower() != b"content-length"]
