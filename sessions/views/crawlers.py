"""Asks search engines to leave private places alone. All pages but the référentiel's also say `noindex` themselves."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

PRIVATE_PLACES = ("/s/", "/seances/", "/connexion/", "/admin/", "/ws/", "/metrics", "/readyz")


@require_safe
@cache_control(public=True, max_age=24 * 3600)
def robots(request: HttpRequest) -> HttpResponse:
    """robots.txt."""
    lines = ["User-agent: *", *(f"Disallow: {place}" for place in PRIVATE_PLACES), ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
