"""The doors: the code, the seat, the personal link."""

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sessions import access
from sessions.access import enter, find_seat
from sessions.commands.base import Answer
from sessions.commands.participants import join as take_seat
from sessions.forms.doors import CodeForm, JoinForm
from sessions.fragments.boards import join_url
from sessions.limits import WRONG_CODE
from sessions.models import AtelierSession
from sessions.steps import Action
from sessions.views.answers import attempt


@require_http_methods(["GET", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    """Where a code is typed."""
    if request.method != "POST":
        return render(request, "sessions/home.html", {"form": CodeForm()})
    form = CodeForm(request.POST)
    if form.is_valid():
        code = access.normal_code(form.cleaned_data["code"])
        session = AtelierSession.objects.filter(code=code).first()
        if session is not None:
            return redirect(session)
        WRONG_CODE.wait()
        form.add_error(
            "code", _("Aucune séance ne porte ce code. Vérifiez-le sur l’écran de la salle.")
        )
    return render(request, "sessions/home.html", {"form": form}, status=422)


@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, code: str) -> HttpResponse:
    """A name and a territory, then the room. Who has a seat already goes straight in."""
    entered = enter(request, code)
    if entered.seat is not None:
        return redirect(entered.session)
    form = JoinForm(request.POST or None, session=entered.session)
    if request.method == "POST" and attempt(form, lambda: _sit_down(entered, form)):
        response = redirect(entered.session)
        seat_key = access.seat_key_for(form.cleaned_data["operation"])
        access.remember_seat(response, entered.session, seat_key)
        return response
    context = {"form": form, "session": entered.session}
    status = 422 if form.errors else 200
    return render(request, "sessions/join.html", context, status=status)


def _sit_down(entered: access.Access, form: JoinForm) -> Answer:
    operation = form.cleaned_data["operation"]
    return take_seat(
        entered.actor_for(Action.JOIN),
        operation,
        name=form.cleaned_data["name"],
        territory=form.cleaned_data["territory"].pk,
        seat_fingerprint=access.seat_fingerprint(access.seat_key_for(operation)),
    )


@require_http_methods(["GET", "POST"])
def seat(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """A personal link: asks, then gives the seat back to this browser. A preview of the link changes nothing."""
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
def qr(request: HttpRequest, code: str) -> HttpResponse:
    """The join link as a QR code, in SVG."""
    response = _drawn(join_url(enter(request, code).session))
    response["Cache-Control"] = "public, max-age=86400"
    return response


@require_safe
def seat_qr(request: HttpRequest, code: str) -> HttpResponse:
    """One's own personal link as a QR code: asked for by who opens it, since a hall loads its pages at once."""
    entered = enter(request, code)
    entered.actor_for(Action.CARRY_SEAT)
    response = _drawn(seat_url(entered))
    # Whoever has it has the seat.
    response["Cache-Control"] = "private, no-store"
    return response


def seat_url(entered: access.Access) -> str:
    """The personal link, which gives the seat back on any device."""
    path = reverse("ateliers:seat", args=[entered.session.code, entered.seat_key])
    return settings.PUBLIC_URL + path


def _drawn(link: str) -> HttpResponse:
    image = segno.make(link, error="m").svg_inline(scale=8, border=2, omitsize=True)
    drawing = image.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return HttpResponse(drawing, content_type="image/svg+xml")
