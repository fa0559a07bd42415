"""Resources to be read and downloaded, by whoever may see them."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from referentiel.answers import file_answer, preview_answer
from referentiel.file_types import TYPES
from referentiel.models import Season
from referentiel.queries.resources import resources_for
from referentiel.viewers import admit, keep_apart, viewer_of


@require_safe
def resource_list(request: HttpRequest) -> HttpResponse:
    """Show all the resources that the viewer may see, by season."""
    viewer = viewer_of(request)
    context = {"resources": resources_for(viewer), "viewer": viewer}
    response = render(request, "referentiel/resources.html", context)
    keep_apart(response, public=viewer.is_anyone)
    return response


@require_safe
def resource_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a resource. To those who may not see it, it is not there."""
    viewer = viewer_of(request)
    resource = get_object_or_404(resources_for(viewer), slug=slug)
    kind = TYPES.get(resource.file_type)
    context = {"resource": resource, "file_label": kind.label if kind else "", "viewer": viewer}
    response = render(request, "referentiel/resource.html", context)
    keep_apart(response, public=viewer.is_anyone)
    return response


@require_safe
def resource_download(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Send the file of a resource, to be saved and never to be shown as a page."""
    resource = get_object_or_404(resources_for(viewer_of(request)), slug=slug)
    if not resource.file:
        raise Http404
    try:
        answer = file_answer(resource)
    except FileNotFoundError:
        # Of a backup that was restored without its files.
        raise Http404 from None
    keep_apart(answer, public=resource.is_public)
    return answer


@require_safe
def resource_preview(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Send the small rendition of a picture, which the page of the resource shows."""
    resource = get_object_or_404(resources_for(viewer_of(request)), slug=slug)
    if not resource.preview:
        raise Http404
    try:
        answer = preview_answer(resource)
    except FileNotFoundError:
        raise Http404 from None
    keep_apart(answer, public=resource.is_public)
    return answer


@require_safe
@never_cache
def season_link(request: HttpRequest, number: int, key: str) -> HttpResponse:
    """Let a browser see what is for the participants of a season. It keeps the key, and the address does not."""
    season = get_object_or_404(Season, number=number)
    if not constant_time_compare(key, season.link_key):
        raise Http404
    response = redirect(f"{season.get_absolute_url()}#resources-title")
    admit(response, season)
    return response
