"""Middleware: slows a seat down that posts too fast."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from sessions.access import normal_code, seat_cookie_name
from sessions.limits import SEAT
from sessions.views.refusals import hold_back


class SeatPace:
    """Slows the POSTs of one seat down; answers 429 where slowing down does not help."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Runs before the view, so that the request locks nothing while it waits."""
        code = kwargs.get("code")
        if request.method != "POST" or not code:
            return None
        seat_key = request.COOKIES.get(seat_cookie_name(normal_code(code)))
        return hold_back(request, SEAT, seat_key) if seat_key else None
