"""Refuses requests that cannot be read, in one sentence, before any of our code reads them.

Django trusts whatever charset a `Content-Type` names. With many of them it fails while it makes its request or
reads the form (stack fact F33).
"""

import re
from collections.abc import Callable
from urllib.parse import unquote_to_bytes, urlsplit

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponseBase, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext_lazy as _

from facilitation.bodiless import Application, Message, Receive, Send
from sessions.access import readable_cookies
from sessions.views.refusals import refuse

WORD = r"[!#$%&'+.^_`|~0-9A-Za-z-]+"
"""A name or an unquoted value. Without `*`, which would announce a charset of its own (RFC 2231)."""
QUOTED = r'"[^"\\\x00-\x1f\x7f]*"'
PARAMETER = rf"({WORD})=({WORD}|{QUOTED})"
CONTENT_TYPE = re.compile(rf"{WORD}/{WORD}[ \t]*(?:;[ \t]*(?:{PARAMETER}[ \t]*)?)*", re.ASCII)

FOREIGN = _("Ce type de contenu n’est pas compris ici : envoyez un formulaire ordinaire, en UTF-8.")
UNREADABLE = _("Cet envoi ne peut pas être lu. Rechargez la page, puis recommencez.")
TOO_LONG = _("Cet envoi est trop long. Raccourcissez le texte, puis recommencez.")


def readable_only(application: Application) -> Application:
    """Wraps the application: refuses requests of an unknown or broken content type with 415."""

    async def answer(scope: Message, receive: Receive, send: Send) -> None:
        types = [value for name, value in scope["headers"] if name.lower() == b"content-type"]
        if all(is_readable(value.decode("latin1")) for value in types) and len(types) < 2:
            await application(scope, receive, send)
        else:
            await _refuse_type(send)

    return answer


def is_readable(content_type: str) -> bool:
    """Whether this is one type with plain parameters, whose charset, if there is one, is UTF-8."""
    content_type = content_type.strip()
    if not content_type:
        return True
    if not CONTENT_TYPE.fullmatch(content_type):
        return False
    named = re.findall(PARAMETER, content_type)
    charsets = {value.strip('"').lower() for name, value in named if name.lower() == "charset"}
    return charsets <= {"utf-8", "utf8"}


def readable_origins_only(application: Application) -> Application:
    """Wraps the application: removes an `Origin` that is no origin, because Channels would fail when it compares it."""

    async def answer(scope: Message, receive: Receive, send: Send) -> None:
        headers = [
            (name, value)
            for name, value in scope["headers"]
            if name.lower() != b"origin" or _is_origin(value.decode("latin1"))
        ]
        await application({**scope, "headers": headers}, receive, send)

    return answer


def _is_origin(origin: str) -> bool:
    try:
        place = urlsplit(origin)
        # The port is read only when it is asked for.
        return place.port is None or bool(place.hostname)
    except ValueError:
        return False


async def _refuse_type(send: Send) -> None:
    body = str(FOREIGN).encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"private, no-store"),
    ]
    await send({"type": "http.response.start", "status": 415, "headers": headers})
    await send({"type": "http.response.body", "body": body})


class ReadableRequests:
    """Middleware: reads the query and the form once, and answers 400 where that fails."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.COOKIES = readable_cookies(request.META.get("HTTP_COOKIE", ""))
        try:
            self._read(request)
        except RequestDataTooBig:
            return refuse(request, 413, TOO_LONG)
        except (
            # LookupError and ValueError: names and bytes of a charset.
            *(SuspiciousOperation, BadRequest, MultiPartParserError, UnreadablePostError),
            *(LookupError, ValueError),
        ):
            return refuse(request, 400, UNREADABLE)
        return self.get_response(request)

    def _read(self, request: HttpRequest) -> None:
        # No stored text holds a NUL, and PostgreSQL refuses to search for one.
        if b"\0" in unquote_to_bytes(request.META.get("QUERY_STRING", "")):
            raise BadRequest
        len(request.GET)
        if request.method == "POST":
            len(request.POST)
