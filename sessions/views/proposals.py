"""Emerging balises: worded, reworded, supported, hidden."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sessions.access import Access, enter
from sessions.actor import Actor, Role
from sessions.commands import amendments, promotions, proposals
from sessions.commands.base import Answer
from sessions.forms.proposals import (
    AmendmentEditForm,
    AmendmentForm,
    ProposalEditForm,
    ProposalForm,
    SupportForm,
)
from sessions.forms.trials import AmendmentTakingForm
from sessions.fragments.own import support_of
from sessions.fragments.proposals import PROPOSAL
from sessions.models import Proposal, Trial
from sessions.queries.amendments import Taking, taking_of
from sessions.steps import Action
from sessions.views.answers import attempt, done, operation_of, saved
from sessions.views.contributions import find_to_edit, set_visibility

AUTO_ID = "balise-%s"


@require_http_methods(["GET", "POST"])
def proposal_new(request: HttpRequest, code: str) -> HttpResponse:
    """The form that words a balise (`?carte=12` chooses a card), and its answer."""
    entered = enter(request, code)
    actor = entered.actor_for(Action.PROPOSE)
    action = reverse("ateliers:proposal-new", args=[code])
    drawn = partial(ProposalForm, session=entered.session, auto_id=AUTO_ID)
    if request.method == "GET":
        form = drawn(initial={"cards": request.GET.getlist("carte")})
        return _show(request, form, action)
    form = drawn(request.POST)
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
        return _show(request, form, action, status=422)
    mine = [PROPOSAL.id(answer.subject), support_of(answer.subject)]
    return saved(HttpResponse(), _("Votre balise est posée."), mine=mine)


@require_http_methods(["GET", "POST"])
def amendment_new(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Shows the form that words an amendment of a balise put to the test, from its own words, and answers it."""
    entered = enter(request, code)
    actor = entered.actor_for(Action.AMEND)
    trial = get_object_or_404(Trial, session=entered.session, pk=pk)
    action = reverse("ateliers:amendment-new", args=[code, pk])
    drawn = partial(
        AmendmentForm, session=entered.session, tested=trial.statement, auto_id="amendment-%s"
    )
    if request.method == "GET":
        form = drawn(initial={"statement": trial.statement})
        return _show(request, form, action, trial=trial)
    form = drawn(request.POST)
    answer = attempt(
        form,
        lambda: amendments.amend(
            actor,
            operation_of(request),
            pk,
            statement=form.cleaned_data["statement"],
            cards=form.card_ids(),
        ),
    )
    if answer is None:
        return _show(request, form, action, trial=trial, status=422)
    # A facilitator has no seat: the proposal is nobody's, and nobody supports it yet.
    own = [PROPOSAL.id(answer.subject), support_of(answer.subject)]
    mine = own if actor.role is not Role.FACILITATOR else []
    return saved(HttpResponse(), _("Votre amendement est posé."), mine=mine)


@require_http_methods(["GET", "POST"])
def proposal(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Shows the form that rewords a balise or an amendment, and answers it."""
    entered = enter(request, code)
    actor = entered.actor_for(Action.EDIT_PROPOSAL)
    found = entered.session.proposals.filter(pk=pk).select_related("amends").first()
    trial = found.amends if found else None
    drawn = _edit_form(entered, trial)
    action = reverse("ateliers:proposal", args=[code, pk])
    if request.method == "GET":
        known = _find(entered, actor, pk)
        cards = list(known.cards.values_list("pk", flat=True))
        initial = {"statement": known.statement, "cards": cards, "seen": known.version}
        return _show(request, drawn(initial=initial), action, known, trial)
    form = drawn(request.POST)
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
        return _show(request, form, action, _find(entered, actor, pk), trial, status=422)
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


@require_http_methods(["GET", "POST"])
def proposal_version(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Shows the form that makes an amendment the next version of its balise, with both texts, and answers it."""
    entered = enter(request, code)
    actor = entered.actor_for(Action.REMEMBER_PROPOSAL)
    known = get_object_or_404(
        Proposal.objects.select_related("amends__balise", "session"),
        session=entered.session,
        amends__isnull=False,
        pk=pk,
    )
    if request.method == "GET":
        taking = taking_of(known)
        form = AmendmentTakingForm(initial={"seen": taking.mark}, auto_id="version-%s")
        return _show_taking(request, entered, known, form, taking)
    form = AmendmentTakingForm(request.POST, auto_id="version-%s")
    answer = attempt(
        form,
        lambda: promotions.remember_amendment(
            actor,
            operation_of(request),
            pk,
            agreed=form.cleaned_data["agreed"],
            why=form.cleaned_data["why"],
            seen=form.cleaned_data["seen"],
        ),
        compare=lambda: form.show_theirs(taking_of(known).mark, {}),
    )
    if answer is None:
        return _show_taking(request, entered, known, form, taking_of(known), status=422)
    return saved(HttpResponse(), _("L’amendement est la version suivante de sa balise."))


def _show_taking(
    request: HttpRequest,
    entered: Access,
    known: Proposal,
    form: AmendmentTakingForm,
    taking: Taking,
    *,
    status: int = 200,
) -> HttpResponse:
    action = reverse("ateliers:proposal-version", args=[entered.session.code, known.pk])
    context = {"form": form, "proposal": known, "taking": taking, "action": action}
    return render(request, "sessions/forms/version_form.html", context, status=status)


def _hide(actor: Actor, operation: UUID, pk: int, hidden: bool) -> Answer:
    return proposals.show_or_hide_proposal(actor, operation, pk, hidden=hidden)


def _edit_form(entered: Access, trial: Trial | None) -> Callable[..., ProposalEditForm]:
    """The form of a balise, or that of an amendment of the balise that `trial` puts to the test."""
    if trial is None:
        return partial(ProposalEditForm, session=entered.session, auto_id=AUTO_ID)
    return partial(
        AmendmentEditForm, session=entered.session, tested=trial.statement, auto_id=AUTO_ID
    )


def _find(entered: Access, actor: Actor, pk: int) -> Proposal:
    """A balise that the asker may reword: any for the facilitator; for others their own, while it is visible."""
    refusal = _("Seul son auteur peut modifier cette balise.")
    return find_to_edit(Proposal, entered, actor, pk, by=Action.EDIT_PROPOSAL, refusal=refusal)


def _show(
    request: HttpRequest,
    form: ProposalForm,
    action: str,
    known: Proposal | None = None,
    trial: Trial | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {"form": form, "proposal": known, "trial": trial, "action": action}
    return render(request, "sessions/forms/proposal_form.html", context, status=status)
