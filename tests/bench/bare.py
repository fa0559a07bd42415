"""The ballot as a plain Django project would write it: the same checks on the voter, the same upsert, nothing live."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.views.decorators.http import require_POST

from sessions.access import seat_cookie_name, seat_fingerprint, voter_key
from sessions.models import Ballot, Participant, Poll
from sessions.voting.dots.form import DotsForm


@require_POST
def ballot(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Who votes, on what, and the upsert."""
    key = request.COOKIES[seat_cookie_name(code)]
    voter = get_object_or_404(
        Participant, session__code=code, seat_fingerprint=seat_fingerprint(key), removed_at=None
    )
    poll = get_object_or_404(Poll, pk=pk, session=voter.session_id, state=Poll.State.OPEN)
    options = poll.proposals.values_list("pk", flat=True)
    form = DotsForm(request.POST, options=options, settings=poll.rules)
    if not form.is_valid():
        return HttpResponse(status=422)
    with transaction.atomic():
        Ballot.objects.bulk_create(
            [
                Ballot(
                    poll=poll,
                    voter_key=voter_key(key),
                    participant=voter,
                    territory_id=voter.territory_id,
                    choices={str(option): number for option, number in form.choices().items()},
                )
            ],
            update_conflicts=True,
            unique_fields=["poll", "voter_key"],
            update_fields=["choices"],
        )
    return HttpResponse(status=204)


def healthz(request: HttpRequest) -> HttpResponse:
    """So that the benchmark knows when to begin."""
    return HttpResponse("ok")


urlpatterns = [
    path("healthz", healthz),
    path("s/<str:code>/votes/<int:pk>/bulletin/", ballot),
]
