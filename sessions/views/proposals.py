"""Emerging balises: worded, reworded, supported, hidden."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sessions.access import Access, enter
from sessions.actor import Actor
from sessions.commands import proposals
from sessions.forms.cards import VisibilityForm
from sessions.forms.proposals import ProposalEditForm, ProposalForm, SupportForm
from sessions.fragments.proposals import PROPOSAL
from sessions.models import Proposal
from sessions.rights import RULES
from sessions.steps import Action
from sessions.views.answers import attempt, done, operation_of, saved

AUTO_ID = "balise-%s"


@require_http_methods(["GET", "POST"])
def proposal_new(request: HttpRequest, code: str) -> HttpResponse:
    """The form that words a balise (`?carte=12` chooses a card), and its answer."""
    entered = enter(request, code)
    actor = entered.actor_for(Action.PROPOSE)
    if request.method == "GET":
        form = _form(entered, initial={"cards": request.GET.getlist("carte")})
        return _show(request, entered, form)
    form = _form(entered, request)
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
    mine = [PROPOSAL.id(answer.subject), f"support-{answer.subject}"]
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
        form = _edit_form(entered, initial=initial)
        return _show(request, entered, form, known)
    form = _edit_form(entered, request)
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
    own = [f"support-{pk}"]
    return done(mine=own) if supported else done(dropped=own)


@require_POST
def proposal_visibility(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Hides or restores any balise: the facilitator."""
    actor = enter(request, code).actor_for(Action.HIDE_PROPOSAL)
    form = VisibilityForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=400)
    hidden = form.cleaned_data["hidden"]
    proposals.show_or_hide_proposal(actor, operation_of(request), pk, hidden=hidden)
    return done()


def _form(
    entered: Access, request: HttpRequest | None = None, initial: dict[str, object] | None = None
) -> ProposalForm:
    sent = request.POST if request else None
    return ProposalForm(sent, session=entered.session, initial=initial, auto_id=AUTO_ID)


def _edit_form(
    entered: Access, request: HttpRequest | None = None, initial: dict[str, object] | None = None
) -> ProposalEditForm:
    sent = request.POST if request else None
    return ProposalEditForm(sent, session=entered.session, initial=initial, auto_id=AUTO_ID)


def _find(entered: Access, actor: Actor, pk: int) -> Proposal:
    """A balise that the asker may reword: any for the facilitator, one's own and visible for others."""
    known = get_object_or_404(Proposal, session=entered.session, pk=pk)
    if actor.role not in RULES[Action.EDIT_PROPOSAL].own:
        return known
    if known.hidden_at is not None:
        raise Http404
    if known.author_id != actor.id:
        raise PermissionDenied(_("Seul son auteur peut modifier cette balise."))
    return known


def _show(
    request: HttpRequest,
    entered: Access,
    form: ProposalForm,
    known: Proposal | None = None,
    status: int = 200,
) -> HttpResponse:
    code = entered.session.code
    action = (
        reverse("ateliers:proposal", args=[code, known.pk])
        if known
        else reverse("ateliers:proposal-new", args=[code])
    )
    context = {"form": form, "proposal": known, "action": action}
    return render(request, "sessions/forms/proposal_form.html", context, status=status)
