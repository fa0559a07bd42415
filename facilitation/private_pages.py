"""Middleware: what a page shows is for who asked, unless the page says otherwise."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

PRIVATE = "private, no-store"


class PrivateByDefault:
    """Keeps every answer out of caches, and out of search engines, but those that call themselves public.

    An address opts out with Django's `cache_control(public=True, …)`: a new one is private until then.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", PRIVATE)
        if "public" not in response.headers["Cache-Control"]:
            response.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        return response
