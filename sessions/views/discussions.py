"""What the room discusses: the facilitator opens it on a card, ends it, resumes it, takes it back."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sessions.access import Access, enter
from sessions.commands import discussions
from sessions.forms.discussions import DiscussionForm, EndingForm
from sessions.models import Discussion
from sessions.queries.cards import CardView, card_views
from sessions.steps import Action
from sessions.views.answers import attempt, done, incomplete, operation_of, saved


@require_http_methods(["GET", "POST"])
def card_discussion(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The form that puts a card in discussion, or one stake of it, and its answer."""
    entered = enter(request, code)
    actor = entered.actor_for(Action.OPEN_DISCUSSION)
    card = _card(entered, pk)
    form = DiscussionForm(
        request.POST if request.method == "POST" else None,
        readings=card.readings,
        initial={"stake": request.GET.get("enjeu", ""), "seen": _now(entered)},
        auto_id="discussion-%s",
    )
    if request.method == "GET":
        return _show(request, entered, card, form)
    answer = attempt(
        form,
        lambda: discussions.open_discussion(
            actor,
            operation_of(request),
            pk,
            stake=form.cleaned_data["stake"],
            seen=form.cleaned_data["seen"],
        ),
        compare=lambda: form.show_theirs(_now(enter(request, code)), {}),
    )
    if answer is None:
        return _show(request, enter(request, code), card, form, status=422)
    return saved(HttpResponse(), _("La carte est en discussion."))


@require_POST
def discussion_end(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Ends a discussion, or resumes it."""
    actor = enter(request, code).actor_for(Action.SETTLE_DISCUSSION)
    form = EndingForm(request.POST)
    if not form.is_valid():
        raise incomplete()
    ended = form.cleaned_data["ended"]
    discussions.settle_discussion(actor, operation_of(request), pk, ended=ended)
    return done()


@require_POST
def discussion_cancel(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Takes « Mettre en discussion » back."""
    actor = enter(request, code).actor_for(Action.SETTLE_DISCUSSION)
    discussions.cancel_discussion(actor, operation_of(request), pk)
    return done()


def _card(entered: Access, pk: int) -> CardView:
    # Django knows that no number is as long as some addresses; the prepared query does not.
    card = entered.session.cards.filter(pk=pk).first()
    found = card_views(entered.session, ids=[card.pk], with_hidden=True) if card else []
    if not found:
        raise Http404(_("Cette carte n’existe plus."))
    return found[0]


def _now(entered: Access) -> int:
    """The discussion that runs, 0 for none."""
    return entered.session.discussion_id or 0


def _show(
    request: HttpRequest, entered: Access, card: CardView, form: DiscussionForm, status: int = 200
) -> HttpResponse:
    running = Discussion.objects.filter(pk=_now(entered)).select_related("card").first()
    context = {
        "form": form,
        "card": card,
        "running": running,
        "action": reverse("ateliers:card-discussion", args=[entered.session.code, card.id]),
    }
    return render(request, "sessions/forms/discussion_form.html", context, status=status)
