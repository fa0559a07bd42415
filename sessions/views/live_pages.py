"""The three live pages of a séance: the participants' room, the facilitators' cockpit, the projector."""

import json
from contextlib import nullcontext
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sessions.access import Access, enter, remember_screen
from sessions.audience import FACILITATORS, PARTICIPANTS, PROJECTOR, Audience, read_audience
from sessions.exports.formats import FORMATS
from sessions.fragments.boards import Board, newcomers_board
from sessions.fragments.own import objection_of, own_fragments
from sessions.limits import CATCHING_UP
from sessions.live.catch_up import LONG, catch_up, has_news, read_position
from sessions.metrics import CATCH_UPS
from sessions.models import Participant
from sessions.panels import panels_of
from sessions.queries.clock import clock_view
from sessions.queries.mine import own_ballot
from sessions.queries.organisations import organisation_names
from sessions.queries.polls import latest_poll
from sessions.server_time import now_ms
from sessions.steps import Action
from sessions.views.cards import blank_form
from sessions.views.doors import screen_url, seat_url
from sessions.views.packed_pages import packed
from sessions.voting import METHODS
from sessions.voting.method import given


@require_safe
@never_cache
def room(request: HttpRequest, code: str) -> HttpResponse:
    """The participants' page. People without a seat are sent to the door, the facilitator to the cockpit."""
    entered = enter(request, code)
    if entered.seat is None:
        where = "ateliers:join" if entered.facilitator is None else "ateliers:cockpit"
        return redirect(where, entered.session.code)
    board = newcomers_board(entered.session, PARTICIPANTS)
    context = {
        **_live(entered, PARTICIPANTS, board),
        "clock": clock_view(entered.session),
        "participant": entered.seat,
        "views": [one for one in panels_of(entered.session, PARTICIPANTS) if one.is_view],
        **_own(entered, entered.seat),
        "card_form": blank_form(entered.session.code, get_language()),
        "organisations": organisation_names(entered.session),
        "seat_url": seat_url(entered),
    }
    return packed(request, render(request, "sessions/room.html", context), board)


@require_safe
@never_cache
def cockpit(request: HttpRequest, code: str) -> HttpResponse:
    """The facilitators' page."""
    entered = enter(request, code)
    if not request.user.is_authenticated:
        return redirect_to_login(request.path)
    entered.actor_for(Action.WATCH_COCKPIT)
    context = {
        **_live(entered, FACILITATORS, newcomers_board(entered.session, FACILITATORS)),
        "organisations": organisation_names(entered.session),
        "screen_url": screen_url(entered.session),
        "formats": list(FORMATS.values()),
    }
    return render(request, "sessions/cockpit.html", context)


@require_safe
@never_cache
def projector(request: HttpRequest, code: str) -> HttpResponse:
    """The screen: for the facilitator, or for whoever opens it by its read-only link (`?cle=…`)."""
    entered = enter(request, code)
    key = request.GET.get("cle", "")
    # A cockpit that stood open may hold the link of before: its facilitator is let in all the same.
    if key and (
        entered.facilitator is not None or constant_time_compare(key, entered.session.screen_key)
    ):
        # The key leaves the address bar, which a whole hall can read.
        response = redirect("ateliers:projector", entered.session.code)
        remember_screen(response, entered.session)
        return response
    entered.actor_for(Action.WATCH_SCREEN)
    board = newcomers_board(entered.session, PROJECTOR)
    context = {**_live(entered, PROJECTOR, board), "clock": clock_view(entered.session)}
    return render(request, "sessions/projector.html", context)


@require_safe
@never_cache
def news(request: HttpRequest, code: str) -> HttpResponse:
    """What a page without a socket asks every few seconds: `?since=<seq>&audience=<audience>`.

    The same frame as by the socket, as JSON; 204 when there is nothing new; 403 when the page may
    not watch (any more).
    """
    entered = enter(request, code)
    audience = read_audience(request.GET.get("audience"))
    if audience is None or not entered.may_watch(audience):
        raise PermissionDenied(_("Vous n’avez pas, ou plus, de place dans cette séance."))
    since = read_position(request.GET.get("since", ""))
    if not has_news(entered.session.pk, since):
        return _at_server_time(HttpResponse(status=204))
    CATCH_UPS.labels("request").inc()
    long = entered.session.last_seq - since > LONG
    with CATCHING_UP.held() if long else nullcontext():
        frame = catch_up(entered.session.pk, since, audience)
    return _at_server_time(HttpResponse(frame.body, content_type="application/json"))


def _at_server_time(response: HttpResponse) -> HttpResponse:
    """Says the server's time beside a frame: frames are kept for others, and would say an old one."""
    response["X-Server-Now"] = now_ms()
    return response


def _live(entered: Access, audience: Audience, board: Board) -> dict[str, Any]:
    """What every live page holds: the séance, the number at which the page stands, and the board."""
    return {
        "session": entered.session,
        "audience": audience,
        "seq": board.seq,
        "now": now_ms(),
        "methods": list(METHODS.values()),
        # Rendered by our own autoescaped templates.
        "board": mark_safe(board.html),  # noqa: S308
    }


def _own(entered: Access, seat: Participant) -> dict[str, str]:
    """What is mine in the room; my ballot as JSON, one value per field, and its version.

    The page fills them into everybody's ballot form.
    """
    owned = own_fragments(seat)
    poll = latest_poll(entered.session)
    mine = own_ballot(poll, entered.actor_for(Action.VOTE).voter_key) if poll else None
    if poll is None or mine is None:
        return {"mine": " ".join(owned), "ballot": "", "ballot_seen": ""}
    fields = poll.method.fields(given(mine.choices))
    return {
        "mine": " ".join([*owned, objection_of(mine)]),
        "ballot": json.dumps(fields),
        "ballot_seen": str(mine.version),
    }
