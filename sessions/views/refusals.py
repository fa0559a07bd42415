"""What cannot be done, said clearly: one place turns errors into answers."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from psycopg_pool import PoolTimeout

from referentiel import gates
from sessions.access import UnknownSession
from sessions.commands.base import NotHere, OperationReused, Refused
from sessions.gate import Busy
from sessions.limits import HELD_BY_LOOP, TURNED_AWAY, WRONG_CODE, Pace, TooFast
from sessions.metrics import REFUSED, SLOWED

logger = logging.getLogger(__name__)

UNAVAILABLE = (OperationalError, InterfaceError, PoolTimeout)
"""What a database that restarts, is full or is busy raises."""

UNAVAILABLE_STATUS = 503

TOO_FAST = _("Cela va trop vite : attendez quelques secondes, puis réessayez.")

BUSY = _(
    "Trop de demandes arrivent à la fois. Rien n’a été enregistré : réessayez dans quelques secondes."
)

REFUSALS: tuple[tuple[tuple[type[Exception], ...], int, str | Promise], ...] = (
    # Exceptions, status, reason; without a reason, the exception carries it.
    ((Refused,), 409, ""),
    ((NotHere,), 404, ""),
    (
        (OperationReused,),
        409,
        _("Un premier envoi avait été reçu. Vérifiez ce qui est affiché avant de recommencer."),
    ),
    (
        UNAVAILABLE,
        UNAVAILABLE_STATUS,
        _("Le service ne répond pas pour l’instant. Rien n’a été enregistré : réessayez."),
    ),
    ((BadRequest,), 400, ""),
    ((TooFast,), 429, TOO_FAST),
    ((Busy, gates.Busy), UNAVAILABLE_STATUS, BUSY),
)


class ClearRefusals:
    """Middleware: the exceptions of commands, and a database that is away, become clear answers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        while not request.META.get(HELD_BY_LOOP) and isinstance(response, HeldBack):
            # Without our handler, as in tests, the thread is this request's own.
            time.sleep(response.held_back_for)
            response = self.get_response(request)
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Does not begin a form that could not be begun in time: its page no longer waits for the answer."""
        turned_away = TURNED_AWAY in request.META
        return refuse(request, UNAVAILABLE_STATUS, BUSY) if turned_away else None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """None lets Django answer."""
        if isinstance(exception, PermissionDenied):
            return forbidden(request, exception)
        if isinstance(exception, UnknownSession):
            return unknown_code(request)
        if isinstance(exception, BadRequest) and not _is_htmx(request):
            return None
        for kinds, status, reason in REFUSALS:
            if isinstance(exception, kinds):
                if kinds is UNAVAILABLE:
                    logger.error("database unavailable: %s", type(exception).__name__)
                return refuse(request, status, str(reason or exception))
        return None


def unknown_code(request: HttpRequest) -> HttpResponse | None:
    """A request with a wrong code waits, whoever asks. A right code never waits. None lets Django answer 404."""
    return hold_back(request, WRONG_CODE)


class HeldBack(HttpResponse):
    """Not an answer yet: the handler runs the request again after `held_back_for` seconds (facilitation/handler.py)."""

    status_code = 429

    def __init__(self, seconds: float) -> None:
        super().__init__(TOO_FAST, content_type="text/plain; charset=utf-8")
        self.held_back_for = seconds


def hold_back(request: HttpRequest, pace: Pace, key: str = "") -> HttpResponse | None:
    """The answer to a request that goes faster than this pace; None when the request may go on.

    The request waits once, and holds no thread meanwhile.
    """
    waited: set[str] = request.__dict__.setdefault("paces_kept", set())
    if pace.what in waited:
        return None
    try:
        seconds = pace.delay(key)
    except TooFast:
        return refuse(request, 429, TOO_FAST)
    waited.add(pace.what)
    if not seconds:
        return None
    SLOWED.labels(pace.what).inc()
    return HeldBack(seconds)


def refuse(request: HttpRequest, status: int, reason: str | Promise) -> HttpResponse:
    """Answers with the reason: as plain text for a live page, which shows it; otherwise as a page of its own."""
    REFUSED.labels(status).inc()
    if _is_htmx(request):
        return HttpResponse(reason, status=status, content_type="text/plain; charset=utf-8")
    # Rendered without the request, so that nothing asks the database, which may be away, who is logged in.
    asker = request if status != UNAVAILABLE_STATUS else None
    again = request.get_full_path() if request.method == "GET" else ""
    page = render_to_string("refusal.html", {"reason": reason, "again": again}, asker)
    return HttpResponse(page, status=status)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403, with the reason in the live page."""
    if _is_htmx(request):
        reason = str(exception) or _("Cela ne vous est pas permis ici.")
        return refuse(request, 403, reason)
    return render(request, "403.html", {"reason": str(exception)}, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page was open for too long. A live page keeps what it sent, and sends it again after a reload."""
    if _is_htmx(request):
        words = _("Cette page est restée ouverte trop longtemps : rechargez-la, rien n’est perdu.")
        response = refuse(request, 403, words)
    else:
        response = render(request, "403_csrf.html", status=403)
    response["X-Page-Too-Old"] = "1"
    return response


def _is_htmx(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"
