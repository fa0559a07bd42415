"""Who is in the room."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sessions.access import Access, enter
from sessions.actor import Actor, Role
from sessions.commands import participants
from sessions.forms.people import IntroductionForm, MoveForm, VoicesForm
from sessions.live.presence import present
from sessions.models import Participant
from sessions.queries.room import people
from sessions.rights import RULES
from sessions.steps import Action
from sessions.views.answers import attempt, done, incomplete, operation_of, saved


@require_http_methods(["GET", "POST"])
def participant_territory(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The form that seats somebody with another territory, and its answer."""
    entered = enter(request, code)
    actor = entered.actor_for(Action.MOVE_PARTICIPANT)
    _check_own(Action.MOVE_PARTICIPANT, actor, pk)
    if request.method == "GET":
        seat = _find(entered, pk)
        where = {"territory": seat.territory_id, "seen": seat.territory_id}
        form = MoveForm(session=entered.session, initial=where)
        return _show(request, form, seat)
    form = MoveForm(request.POST, session=entered.session)
    answer = attempt(
        form,
        lambda: participants.move_participant(
            actor,
            operation_of(request),
            pk,
            territory=form.cleaned_data["territory"].pk,
            seen=form.cleaned_data["seen"],
        ),
        compare=lambda: form.compare(_find(entered, pk)),
    )
    if answer is None:
        return _show(request, form, _find(entered, pk), status=422)
    return saved(HttpResponse(), _("Le territoire est changé."))


@require_http_methods(["GET", "POST"])
def participant_introduction(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The form that says with whom somebody comes, and its answer."""
    entered = enter(request, code)
    actor = entered.actor_for(Action.INTRODUCE)
    _check_own(Action.INTRODUCE, actor, pk)
    if request.method == "GET":
        seat = _find(entered, pk)
        said = {"organisation": seat.organisation, "family": seat.family}
        form = IntroductionForm(initial={**said, "seen": participants.introduction_mark(seat)})
        return _introduce(request, form, seat, actor)
    form = IntroductionForm(request.POST)
    answer = attempt(
        form,
        lambda: participants.introduce(actor, operation_of(request), pk, **form.cleaned_data),
        compare=lambda: _compare(form, _find(entered, pk)),
    )
    if answer is None:
        return _introduce(request, form, _find(entered, pk), actor, status=422)
    return saved(HttpResponse(), _("C’est noté."))


@require_POST
def voices(request: HttpRequest, code: str) -> HttpResponse:
    """Says on the screen whose voices are missing, or takes it away from there."""
    actor = enter(request, code).actor_for(Action.SHOW_VOICES)
    form = VoicesForm(request.POST)
    if not form.is_valid():
        raise incomplete()
    participants.show_voices(actor, operation_of(request), **form.cleaned_data)
    return done()


@require_POST
def participant_removal(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Takes somebody's seat away."""
    actor = enter(request, code).actor_for(Action.REMOVE_PARTICIPANT)
    participants.remove_participant(actor, operation_of(request), pk)
    return done()


@require_POST
def participant_erasure(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Erases somebody's name for good. The facilitator may, and the person themselves."""
    entered = enter(request, code)
    actor = entered.actor_for(Action.ERASE_PARTICIPANT)
    _check_own(Action.ERASE_PARTICIPANT, actor, pk)
    participants.erase_participant(actor, operation_of(request), pk)
    return done()


@require_safe
@never_cache
def presences(request: HttpRequest, code: str) -> HttpResponse:
    """Which of the participants have a live page now. The cockpit asks every ten seconds."""
    entered = enter(request, code)
    entered.actor_for(Action.WATCH_COCKPIT)
    seated = [person.pk for person in people(entered.session)]
    context = {"present": len(present(entered.session.pk, seated)), "seated": len(seated)}
    return render(request, "sessions/parts/presences.html", context)


def _check_own(action: Action, actor: Actor, pk: int) -> None:
    """Refuses people who have this right over their own seat only, and ask about another seat."""
    if actor.role in RULES[action].own and actor.id != pk:
        raise PermissionDenied(_("Seule cette personne, ou l’animation, peut faire cela."))


def _find(entered: Access, pk: int) -> Participant:
    seats = Participant.objects.select_related("territory")
    return get_object_or_404(seats, session=entered.session, pk=pk, removed_at=None)


def _show(
    request: HttpRequest, form: MoveForm, seat: Participant, status: int = 200
) -> HttpResponse:
    context = {"form": form, "seat": seat, "action": request.path}
    return render(request, "sessions/forms/move_form.html", context, status=status)


def _compare(form: IntroductionForm, seat: Participant) -> None:
    form.compare(seat, participants.introduction_mark(seat))


def _introduce(
    request: HttpRequest, form: IntroductionForm, seat: Participant, actor: Actor, status: int = 200
) -> HttpResponse:
    is_own = actor.id == seat.pk and actor.role is Role.PARTICIPANT
    context = {"form": form, "seat": seat, "action": request.path, "is_own": is_own}
    return render(request, "sessions/forms/introduction_form.html", context, status=status)
