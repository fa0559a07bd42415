"""Whether this process lives, whether it can work, and what it counts."""

import asyncio

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from sessions.live.announce import group_name, publish
from sessions.models import AtelierSession

LONGEST_TRIP = 2.0
"""Seconds for a hint to come back, all that it takes included: a check must answer when Redis does not."""
NO_SESSION = 0
"""A room that belongs to no séance, so that its hints wake nobody else."""

_trips: set[asyncio.Task[None]] = set()


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 « ok »: the process takes requests. It asks neither the database nor Redis."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers and a hint makes the round trip through a room; 503 otherwise."""
    found = {"database": _database_answers(), "room": _hint_comes_back()}
    state = {name: "ok" if fine else "down" for name, fine in found.items()}
    return JsonResponse(state, status=200 if all(found.values()) else 503)


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The metrics in Prometheus' text format, for holders of METRICS_TOKEN. Without a token, only for this machine."""
    if not _may_read_metrics(request):
        raise Http404
    return HttpResponse(generate_latest(), content_type=CONTENT_TYPE_LATEST)


def _database_answers() -> bool:
    try:
        AtelierSession.objects.exists()
    except Exception:  # any way of being away is « down »
        return False
    return True


def _hint_comes_back() -> bool:
    try:
        async_to_sync(_round_trip)()
    except Exception:  # whatever the layer's client raises
        return False
    return True


async def _round_trip() -> None:
    trip = asyncio.create_task(_hint_there_and_back())
    # We keep the task until it ends: it leaves its group once Redis answers, long after our own answer.
    _trips.add(trip)
    trip.add_done_callback(_forget)
    done, _ = await asyncio.wait({trip}, timeout=LONGEST_TRIP)
    if not done:
        # We do not await this: the Redis client may wait for Redis without a limit, or ignore the cancellation.
        trip.cancel()
        raise TimeoutError
    trip.result()


def _forget(trip: asyncio.Task[None]) -> None:
    _trips.discard(trip)
    if not trip.cancelled():
        # We read the error here; otherwise asyncio would log an error that concerns nobody any more.
        trip.exception()


async def _hint_there_and_back() -> None:
    layer = get_channel_layer()
    channel = await layer.new_channel()
    await layer.group_add(group_name(NO_SESSION), channel)
    try:
        await publish(NO_SESSION, 0)
        await layer.receive(channel)
    finally:
        await layer.group_discard(group_name(NO_SESSION), channel)


def _may_read_metrics(request: HttpRequest) -> bool:
    if settings.METRICS_TOKEN:
        return constant_time_compare(
            request.headers.get("Authorization", ""), f"Bearer {settings.METRICS_TOKEN}"
        )
    return not settings.PROXIED and request.META.get("REMOTE_ADDR") in {"127.0.0.1", "::1"}
