"""Whether this process answers."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 « ok »: the process takes requests. It asks neither the database nor Redis."""
    return HttpResponse("ok", content_type="text/plain")
