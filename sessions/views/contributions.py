"""What the views of cards and of balises share: who may edit one, where its form goes, how it is hidden."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from sessions.access import Access, enter
from sessions.actor import Actor
from sessions.commands.base import Answer
from sessions.forms.cards import VisibilityForm
from sessions.models import Proposal, TrajectoryCard
from sessions.rights import RULES
from sessions.steps import Action
from sessions.views.answers import done, incomplete, operation_of

Contribution = TypeVar("Contribution", TrajectoryCard, Proposal)
Hide = Callable[[Actor, UUID, int, bool], Answer]


def find_to_edit(
    model: type[Contribution], entered: Access, actor: Actor, pk: int, *, by: Action, refusal: str
) -> Contribution:
    """Finds a contribution that the asker may edit: any for the facilitator; for others theirs, while it is visible."""
    known = get_object_or_404(model, session=entered.session, pk=pk)
    if actor.role not in RULES[by].own:
        return known
    if known.hidden_at is not None:
        raise Http404
    if entered.seat is None or not known.is_of(entered.seat):
        raise PermissionDenied(refusal)
    return known


def form_address(name: str, entered: Access, known: TrajectoryCard | Proposal | None) -> str:
    """The address that the form is sent to: that of the edited contribution, or that of new ones."""
    code = entered.session.code
    if known is None:
        return reverse(f"ateliers:{name}-new", args=[code])
    return reverse(f"ateliers:{name}", args=[code, known.pk])


def set_visibility(
    request: HttpRequest, code: str, pk: int, *, by: Action, hide: Hide
) -> HttpResponse:
    """Hides or restores any contribution. Only the facilitator may."""
    actor = enter(request, code).actor_for(by)
    form = VisibilityForm(request.POST)
    if not form.is_valid():
        raise incomplete()
    hide(actor, operation_of(request), pk, form.cleaned_data["hidden"])
    return done()
