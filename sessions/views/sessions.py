"""Séances: the list of mine, and the pages to prepare, edit, open and close one."""

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sessions.access import enter
from sessions.actor import Actor
from sessions.codes import code_in
from sessions.commands import sessions
from sessions.commands.base import Answer, Refused
from sessions.forms.editions import SessionOfEditionForm
from sessions.forms.sessions import SessionEditForm, SessionForm
from sessions.models import AtelierSession, Facilitator
from sessions.queries.carrying import Earlier, earlier_sessions
from sessions.queries.editions import TestedEdition, tested_edition
from sessions.steps import Action
from sessions.views.answers import attempt, done, operation_of, seen_by
from sessions.views.doors import screen_url


@require_safe
@login_required
def session_list(request: HttpRequest) -> HttpResponse:
    """The séances that I lead, the latest first."""
    assert isinstance(request.user, Facilitator)
    mine = request.user.sessions.select_related("season", "current_step")
    return render(request, "sessions/session_list.html", {"sessions": mine})


@require_http_methods(["GET", "POST"])
@login_required
def session_new(request: HttpRequest) -> HttpResponse:
    """Prepares a séance; `?edition=3` puts the balises of this edition to the test.

    A form with `refresh` prepares nothing: it comes back with what the chosen season and territories have to offer.
    """
    assert isinstance(request.user, Facilitator)
    sent = request.POST or None
    asked = str((sent or request.GET).get("edition", ""))
    edition = tested_edition(asked) if asked else None
    unknown = bool(asked) and edition is None
    form = _form(request, edition)
    context = {"form": form, "edition": edition, "unknown_edition": unknown and not sent}
    if sent and "refresh" in sent:
        form.keep_typing()
        return render(request, "sessions/session_new.html", context)
    if unknown and sent:
        form.add_error(
            None, _("Il n’y a pas d’édition de ce numéro\u00a0: choisissez-en une autre.")
        )
    session = _prepared(request.user, form)
    if session is not None:
        return redirect("ateliers:cockpit", session.code)
    status = 422 if form.errors else 200
    return render(request, "sessions/session_new.html", context, status=status)


def _form(request: HttpRequest, edition: TestedEdition | None) -> SessionForm:
    """The form of a new séance; of one that tests the balises of an edition, when there is one."""
    assert isinstance(request.user, Facilitator)
    following = _following(request.user, request.GET.get("suite", ""))
    sent = request.POST or None
    if edition is None:
        return SessionForm(sent, facilitator=request.user, initial=following)
    return SessionOfEditionForm(sent, facilitator=request.user, initial=following, edition=edition)


def _prepared(facilitator: Facilitator, form: SessionForm) -> AtelierSession | None:
    """The séance, once the form is valid and nothing is in the way; otherwise the form says what is."""
    if not form.is_valid():
        return None
    chosen = form.cleaned_data | {"continues": form.chosen_trajectories()}
    operation = chosen.pop("operation")
    for shown in ("season_seen", "suggested", "offered"):
        chosen.pop(shown)
    if isinstance(form, SessionOfEditionForm):
        number = chosen.pop("edition")
        chosen.pop("balises")
        chosen["tested"] = [
            sessions.Tested(each.balise, each.statement, each.version, number)
            for each in form.chosen()
        ]
    try:
        return sessions.create_session(facilitator, operation, sessions.Plan(**chosen))
    except Refused as refused:
        form.add_error(None, str(refused))
        return None


def _following(facilitator: Facilitator, code: str) -> dict[str, object]:
    """What a form starts from that prepares what follows a séance (`?suite=`): its season, territories and cards."""
    earlier = earlier_sessions(facilitator).filter(code=code_in(code)).first() if code else None
    if earlier is None:
        return {}
    territories = list(earlier.territories.values_list("pk", flat=True))
    return {
        "season": earlier.season_id,
        "territories": territories,
        "continues": [Earlier(each, session=earlier.pk).key for each in territories],
    }


@require_http_methods(["GET", "POST"])
@never_cache
def session_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Corrects a séance, or adds territories to it, also while people are in it."""
    entered = enter(request, code)
    if not request.user.is_authenticated:
        return redirect_to_login(request.path)
    actor = entered.actor_for(Action.EDIT_SESSION)
    sent = request.POST if request.method == "POST" else None
    form = SessionEditForm(sent, session=entered.session)
    if sent is not None and attempt(
        form,
        lambda: _edit(actor, form),
        compare=lambda: form.compare(enter(request, code).session),
    ):
        return redirect("ateliers:cockpit", entered.session.code)
    context = {"form": form, "session": entered.session}
    status = 422 if form.errors else 200
    return render(request, "sessions/session_edit.html", context, status=status)


def _edit(actor: Actor, form: SessionEditForm) -> Answer:
    chosen = dict(form.cleaned_data)
    return sessions.edit_session(
        actor,
        chosen.pop("operation"),
        season=getattr(chosen.pop("season"), "pk", None),
        atelier=getattr(chosen.pop("atelier"), "pk", None),
        territories=sorted(territory.pk for territory in chosen.pop("territories")),
        **chosen,
    )


@require_POST
def session_opening(request: HttpRequest, code: str) -> HttpResponse:
    """Opens the séance, for the first time or again."""
    actor = enter(request, code).actor_for(Action.OPEN_SESSION)
    sessions.open_session(actor, operation_of(request), seen=seen_by(request))
    return done()


@require_POST
def session_closing(request: HttpRequest, code: str) -> HttpResponse:
    """Closes the séance."""
    actor = enter(request, code).actor_for(Action.CLOSE_SESSION)
    sessions.close_session(actor, operation_of(request))
    return done()


@require_http_methods(["GET", "POST"])
@never_cache
def screen_link(request: HttpRequest, code: str) -> HttpResponse:
    """The link of the screen, to be copied. A POST makes another link; the old one stops working."""
    entered = enter(request, code)
    actor = entered.actor_for(Action.CHANGE_SCREEN_KEY)
    changed = request.method == "POST"
    if changed:
        sessions.change_screen_key(actor, operation_of(request), seen=seen_by(request))
        entered = enter(request, code)
    context = {
        "session": entered.session,
        "screen_url": screen_url(entered.session),
        "seen": sessions.screen_mark(entered.session),
        "changed": changed,
    }
    return render(request, "sessions/forms/screen_link.html", context)
