"""Emerging balises: worded, reworded, supported, hidden."""

from typing import TypeVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sessions.access import Access, enter
from sessions.actor import Actor
from sessions.commands import promotions, proposals
from sessions.commands.base import Answer
from sessions.forms.proposals import ProposalEditForm, ProposalForm, SupportForm
from sessions.fragments.own import support_of
from sessions.fragments.proposals import PROPOSAL
from sessions.models import Proposal
from sessions.steps import Action
from sessions.views.answers import attempt, done, operation_of, saved
from sessions.views.contributions import find_to_edit, form_address, set_visibility

AUTO_ID = "balise-%s"
WordingForm = TypeVar("WordingForm", bound=ProposalForm)


@require_http_methods(["GET", "POST"])
def proposal_new(request: HttpRequest, code: str) -> HttpResponse:
    """The form that words a balise (`?carte=12` chooses a card), and its answer."""
    entered = enter(request, code)
    actor = entered.actor_for(Action.PROPOSE)
    if request.method == "GET":
        form = _form(ProposalForm, entered, initial={"cards": request.GET.getlist("carte")})
        return _show(request, entered, form)
    form = _form(ProposalForm, entered, request)
    answer = attempt(
        form,
        lambda: proposals.propose(
            actor,
            operation_of(request),
            statement=form.cleaned_data["statement"],
            cards=form.card_ids(),
        ),
    )
    if answer is None:
        return _show(request, entered, form, status=422)
    mine = [PROPOSAL.id(answer.subject), support_of(answer.subject)]
    return saved(HttpResponse(), _("Votre balise est posée."), mine=mine)


@require_http_methods(["GET", "POST"])
def proposal(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The form that rewords a balise, and its answer."""
    entered = enter(request, code)
    actor = entered.actor_for(Action.EDIT_PROPOSAL)
    if request.method == "GET":
        known = _find(entered, actor, pk)
        cards = list(known.cards.values_list("pk", flat=True))
        initial = {"statement": known.statement, "cards": cards, "seen": known.version}
        form = _form(ProposalEditForm, entered, initial=initial)
        return _show(request, entered, form, known)
    form = _form(ProposalEditForm, entered, request)
    answer = attempt(
        form,
        lambda: proposals.edit_proposal(
            actor,
            operation_of(request),
            pk,
            statement=form.cleaned_data["statement"],
            cards=form.card_ids(),
            seen=form.cleaned_data["seen"],
        ),
        compare=lambda: form.compare(_find(entered, actor, pk)),
    )
    if answer is None:
        return _show(request, entered, form, _find(entered, actor, pk), status=422)
    return saved(HttpResponse(), _("La balise est modifiée."))


@require_POST
def proposal_support(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Supports a balise, or stops."""
    actor = enter(request, code).actor_for(Action.SUPPORT)
    form = SupportForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=400)
    supported = form.cleaned_data["supported"]
    proposals.support_proposal(actor, operation_of(request), pk, supported=supported)
    own = [support_of(pk)]
    return done(mine=own) if supported else done(dropped=own)


@require_POST
def proposal_visibility(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Hides or restores any balise. Only the facilitator may."""
    return set_visibility(request, code, pk, by=Action.HIDE_PROPOSAL, hide=_hide)


@require_POST
def proposal_memory(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Takes a balise into the référentiel, or adds what is new to the one that was made of it."""
    actor = enter(request, code).actor_for(Action.REMEMBER_PROPOSAL)
    promotions.remember_proposal(actor, operation_of(request), pk)
    return done()


def _hide(actor: Actor, operation: UUID, pk: int, hidden: bool) -> Answer:
    return proposals.show_or_hide_proposal(actor, operation, pk, hidden=hidden)


def _form(
    kind: type[WordingForm],
    entered: Access,
    request: HttpRequest | None = None,
    initial: dict[str, object] | None = None,
) -> WordingForm:
    sent = request.POST if request else None
    return kind(sent, session=entered.session, initial=initial, auto_id=AUTO_ID)


def _find(entered: Access, actor: Actor, pk: int) -> Proposal:
    """A balise that the asker may reword: any for the facilitator; for others their own, while it is visible."""
    refusal = _("Seul son auteur peut modifier cette balise.")
    return find_to_edit(Proposal, entered, actor, pk, by=Action.EDIT_PROPOSAL, refusal=refusal)


def _show(
    request: HttpRequest,
    entered: Access,
    form: ProposalForm,
    known: Proposal | None = None,
    status: int = 200,
) -> HttpResponse:
    action = form_address("proposal", entered, known)
    context = {"form": form, "proposal": known, "action": action}
    return render(request, "sessions/forms/proposal_form.html", context, status=status)
