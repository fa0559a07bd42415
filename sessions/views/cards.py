"""Cards: posted, edited, deleted, hidden and restored."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import (
    conditional_page,
    require_http_methods,
    require_POST,
    require_safe,
)

from sessions.access import Access, enter
from sessions.actor import Actor
from sessions.cards.signs import signs_stylesheet
from sessions.commands import cards
from sessions.commands.base import Answer
from sessions.forms.cards import CardEditForm, CardForm
from sessions.fragments.cards import CARD
from sessions.kept import MEBIBYTE, Kept, text_bytes
from sessions.models import TrajectoryCard
from sessions.steps import Action
from sessions.views.answers import attempt, done, operation_of, saved, seen_by
from sessions.views.contributions import find_to_edit, form_address, set_visibility

NEW, EDITED = "new-card-%s", "card-%s"
"""Both forms can stand in one page: their ids must differ."""


@require_POST
def card_new(request: HttpRequest, code: str) -> HttpResponse:
    """Posts a card; the answer is the cleared form."""
    entered = enter(request, code)
    actor = entered.actor_for(Action.POST_CARD)
    form = CardForm(request.POST, auto_id=NEW)
    answer = attempt(
        form, lambda: cards.post_card(actor, operation_of(request), **form.cleaned_data)
    )
    if answer is None:
        return _show(request, entered, form, status=422)
    cleared = HttpResponse(blank_form(entered.session.code, get_language()))
    return saved(cleared, _("Votre carte est posée."), mine=[CARD.id(answer.subject)])


@require_http_methods(["GET", "POST"])
def card(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The form that edits a card, and its answer."""
    entered = enter(request, code)
    actor = entered.actor_for(Action.EDIT_CARD)
    if request.method == "GET":
        known = _find(entered, actor, pk)
        return _show(request, entered, CardEditForm.of(known, auto_id=EDITED), known)
    form = CardEditForm(request.POST, auto_id=EDITED)
    answer = attempt(
        form,
        lambda: cards.edit_card(actor, operation_of(request), pk, **form.cleaned_data),
        compare=lambda: form.compare(_find(entered, actor, pk)),
    )
    if answer is None:
        return _show(request, entered, form, _find(entered, actor, pk), status=422)
    return saved(HttpResponse(), _("La carte est modifiée."))


@require_POST
def card_removal(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Deletes one's own card."""
    actor = enter(request, code).actor_for(Action.DELETE_CARD)
    cards.delete_card(actor, operation_of(request), pk, seen=seen_by(request))
    return done()


@require_POST
def card_visibility(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Hides or restores any card. Only the facilitator may."""
    return set_visibility(request, code, pk, by=Action.HIDE_CARD, hide=_hide)


def _hide(actor: Actor, operation: UUID, pk: int, hidden: bool) -> Answer:
    return cards.show_or_hide_card(actor, operation, pk, hidden=hidden)


@require_safe
@conditional_page
@cache_control(public=True, max_age=600)
def card_signs(request: HttpRequest) -> HttpResponse:
    """The stylesheet of the kinds of card: a kind then needs no line of CSS."""
    return HttpResponse(signs_stylesheet(static), content_type="text/css; charset=utf-8")


_blank_forms: Kept[tuple[str, str | None], SafeString] = Kept(2 * MEBIBYTE, text_bytes)


def blank_form(code: str, language: str | None) -> SafeString:
    """The form for a new card. It is the same for everybody in the room, and the most costly part of an answer."""
    form = _blank_forms.get((code, language))
    if form is None:
        action = reverse("ateliers:card-new", args=[code])
        context = {"form": CardForm(auto_id=NEW), "action": action}
        form = render_to_string("sessions/forms/card_form.html", context)
        _blank_forms.put((code, language), form)
    return form


def _find(entered: Access, actor: Actor, pk: int) -> TrajectoryCard:
    """A card that the asker may edit: any for the facilitator; for others their own, while it is visible."""
    refusal = _("Seul son auteur peut modifier cette carte.")
    return find_to_edit(TrajectoryCard, entered, actor, pk, by=Action.EDIT_CARD, refusal=refusal)


def _show(
    request: HttpRequest,
    entered: Access,
    form: CardForm,
    known: TrajectoryCard | None = None,
    status: int = 200,
) -> HttpResponse:
    action = form_address("card", entered, known)
    context = {"form": form, "card": known, "action": action}
    return render(request, "sessions/forms/card_form.html", context, status=status)
