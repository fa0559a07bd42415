"""The doors: the code, the seat, the personal link."""

import time
from collections.abc import Callable
from functools import lru_cache

import segno
from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sessions import access
from sessions.access import enter, find_seat
from sessions.commands.base import Answer
from sessions.commands.participants import join as take_seat
from sessions.forms.doors import CodeForm, JoinForm
from sessions.fragments.boards import join_url
from sessions.gate import Busy
from sessions.kept import MEBIBYTE, Kept
from sessions.limits import DRAWING, JOINING, WRONG_CODE
from sessions.models import AtelierSession
from sessions.steps import Action
from sessions.views.answers import attempt
from sessions.views.refusals import BUSY, UNAVAILABLE, hold_back


@require_http_methods(["GET", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    """The page on which people type a code."""
    if request.method != "POST":
        return render(request, "sessions/home.html", {"form": CodeForm()})
    form = CodeForm(request.POST)
    if form.is_valid():
        code = access.normal_code(form.cleaned_data["code"])
        session = AtelierSession.objects.filter(code=code).first()
        if session is not None:
            return redirect(session)
        held = hold_back(request, WRONG_CODE)
        if held is not None:
            return held
        form.add_error(
            "code", _("Aucune séance ne porte ce code. Vérifiez-le sur l’écran de la salle.")
        )
    return render(request, "sessions/home.html", {"form": form}, status=422)


@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, code: str) -> HttpResponse:
    """Asks for a name and a territory, then leads to the room. People who have a seat go to the room at once."""
    entered = enter(request, code)
    if entered.seat is not None:
        return redirect(entered.session)
    if request.method == "POST" and (held := hold_back(request, JOINING, entered.session.code)):
        return held
    form = JoinForm(request.POST or None, session=entered.session)
    if request.method == "POST" and _attempt(form, lambda: _sit_down(entered, form)):
        response = redirect(entered.session)
        seat_key = access.seat_key_for(form.cleaned_data["operation"])
        access.remember_seat(response, entered.session, seat_key)
        return response
    context = {"form": form, "session": entered.session}
    status = 200 if not form.errors else 503 if form.has_error(NON_FIELD_ERRORS, "busy") else 422
    return render(request, "sessions/join.html", context, status=status)


def _attempt(form: JoinForm, perform: Callable[[], Answer]) -> Answer | None:
    """As `attempt`. No outbox keeps this form, so the form comes back also when the database cannot be written."""
    try:
        return attempt(form, perform)
    except (Busy, *UNAVAILABLE):
        form.add_error(None, ValidationError(BUSY, code="busy"))
        return None


@require_safe
@never_cache
def door(request: HttpRequest, code: str) -> HttpResponse:
    """What the door of a séance that is not open asks every few seconds. 204 while the status is that in `?etat=`."""
    if request.GET.get("etat", "") == _status_now(access.normal_code(code), int(time.monotonic())):
        return HttpResponse(status=204)
    session = enter(request, code).session
    context = {"session": session, "form": JoinForm(session=session), "opened": session.is_open}
    return render(request, "sessions/parts/door.html", context)


@lru_cache(maxsize=256)
def _status_now(code: str, second: int) -> str | None:
    """The status, read once per second and process, however many pages wait at the door."""
    return AtelierSession.objects.filter(code=code).values_list("status", flat=True).first()


def _sit_down(entered: access.Access, form: JoinForm) -> Answer:
    operation = form.cleaned_data["operation"]
    return take_seat(
        entered.actor_for(Action.JOIN),
        operation,
        name=form.cleaned_data["name"],
        territory=form.cleaned_data["territory"].pk,
        seat_fingerprint=access.seat_fingerprint(access.seat_key_for(operation)),
    )


@require_safe
def untrimmed(_request: HttpRequest, address: str) -> HttpResponse:
    """Leads a link with `)` or `.` behind it to the page that it means."""
    return redirect(f"/{address}")


@require_http_methods(["GET", "POST"])
def seat(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """A personal link: the page asks, then gives the seat to this browser. A preview of the link changes nothing."""
    session = enter(request, code).session
    participant = find_seat(session, key)
    if participant is None:
        return render(request, "sessions/seat_unknown.html", {"session": session}, status=404)
    if request.method == "POST":
        response = redirect(session)
        access.remember_seat(response, session, key)
        return response
    context = {"session": session, "participant": participant}
    return render(request, "sessions/seat.html", context)


@require_safe
@cache_control(public=True, max_age=24 * 3600)
def qr(request: HttpRequest, code: str) -> HttpResponse:
    """The join link as a QR code, in SVG."""
    return _drawn(join_url(enter(request, code).session))


@require_safe
def seat_qr(request: HttpRequest, code: str) -> HttpResponse:
    """One's own personal link as a QR code. Drawn only for those who open it: a whole hall loads its pages at once."""
    entered = enter(request, code)
    entered.actor_for(Action.CARRY_SEAT)
    return _drawn(seat_url(entered))


def seat_url(entered: access.Access) -> str:
    """The personal link, which gives the seat back on any device."""
    path = reverse("ateliers:seat", args=[entered.session.code, entered.seat_key])
    return settings.PUBLIC_URL + path


def screen_url(session: AtelierSession) -> str:
    """The link that lets any browser show the screen of a séance, and nothing else."""
    path = reverse("ateliers:projector", args=[session.code])
    return f"{settings.PUBLIC_URL}{path}?cle={session.screen_key}"


_drawings: Kept[str, bytes] = Kept(2 * MEBIBYTE, len)


def _drawn(link: str) -> HttpResponse:
    drawing = _drawings.get(link)
    if drawing is None:
        with DRAWING.held():
            # On a white ground of its own: forced colours may make the page black.
            code = segno.make(link, error="m")
            image = code.svg_inline(scale=8, border=4, light="#fff", omitsize=True)
        drawing = image.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1).encode()
        _drawings.put(link, drawing)
    return HttpResponse(drawing, content_type="image/svg+xml")
