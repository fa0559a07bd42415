"""Emerging balises: worded, reworded, supported, hidden."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sessions.access import Access, enter
from sessions.actor import Actor, Role
from sessions.commands import amendments, promotions, proposals
from sessions.commands.base import Answer
from sessions.commands.together import Collided, Wording
from sessions.forms.proposals import (
    AmendmentEditForm,
    AmendmentForm,
    ProposalEditForm,
    ProposalForm,
    SupportForm,
    stakes_of,
)
from sessions.forms.trials import AmendmentTakingForm
from sessions.fragments.own import support_of
from sessions.fragments.proposals import PROPOSAL
from sessions.models import Proposal, Trial
from sessions.queries.amendments import Taking, taking_of
from sessions.queries.tested import tested_texts
from sessions.steps import Action
from sessions.views.answers import attempt, done, incomplete, operation_of, saved
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
        form = drawn(initial=_held(request))
        return _show(request, form, action)
    form = drawn(request.POST)
    answer = attempt(form, lambda: proposals.propose(actor, operation_of(request), **form.worded()))
    if answer is None:
        return _show(request, form, action, status=422)
    return saved(
        HttpResponse(), _told(_("Votre balise est posée."), form), mine=_mine(actor, answer)
    )


def _held(request: HttpRequest) -> dict[str, Any]:
    """What a new balise holds already: `?carte=12` a card, `?carte=12&enjeu=value` what was read in it, a gap."""
    cards, stakes = request.GET.getlist("carte"), request.GET.getlist("enjeu")
    return {
        "cards": cards,
        "readings": [f"{card}:{stake}" for card in cards for stake in stakes],
    }


def _mine(actor: Actor, answer: Answer) -> list[str]:
    """A facilitator has no seat: the balise is nobody's, and nobody supports it yet."""
    own = [PROPOSAL.id(answer.subject), support_of(answer.subject)]
    return own if actor.role is not Role.FACILITATOR else []


def _told(done: str, form: ProposalForm) -> str:
    """What was done, and a hint where the balise does not begin with an infinitive: it is never refused for that."""
    if form.opens_on_a_verb:
        return done
    hint = _(
        "Une balise commence d’ordinaire par un verbe à l’infinitif : « Faire… », « S’appuyer sur… ». Vous"
        " pouvez encore la reprendre."
    )
    return f"{done} {hint}"


@require_http_methods(["GET", "POST"])
def amendment_new(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Shows the form that words an amendment of a balise put to the test, from its own words, and answers it."""
    entered = enter(request, code)
    actor = entered.actor_for(Action.AMEND)
    trial = get_object_or_404(Trial, session=entered.session, pk=pk)
    action = reverse("ateliers:amendment-new", args=[code, pk])
    drawn = partial(AmendmentForm, session=entered.session, tested=trial, auto_id="amendment-%s")
    if request.method == "GET":
        form = drawn(initial=tested_texts(trial))
        return _show(request, form, action, trial=trial)
    form = drawn(request.POST)
    answer = attempt(
        form,
        lambda: amendments.amend(actor, operation_of(request), pk, **form.worded()),
    )
    if answer is None:
        return _show(request, form, action, trial=trial, status=422)
    told = _told(_("Votre amendement est posé."), form)
    return saved(HttpResponse(), told, mine=_mine(actor, answer))


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
        if known.heir_id is not None:
            raise Http404
        form = _for(actor, known, drawn(initial=_as_it_is(known)))
        return _show(request, form, action, known, trial)
    form = _for(actor, found, drawn(request.POST))
    edited = _Edited(form, partial(_find, entered, actor, pk))
    answer = attempt(
        form,
        lambda: edited.by(partial(proposals.edit_proposal, actor, operation_of(request), pk)),
        compare=edited.compare,
    )
    if answer is None:
        return _show(request, form, action, _find(entered, actor, pk), trial, status=422)
    return saved(HttpResponse(), _told(_("La balise est modifiée."), form))


@dataclass
class _Edited:
    """Sends the form of a balise to its command, and keeps what collided with what somebody else wrote."""

    form: ProposalEditForm
    find: Callable[[], Proposal]
    collided: Collided | None = None

    def by(self, edit: Callable[..., Answer]) -> Answer:
        """Performs the command."""
        try:
            return edit(**self.form.worded(), seen=self.form.cleaned_data["seen"])
        except Collided as collided:
            self.collided = collided
            raise

    def compare(self) -> None:
        """Shows both texts, of the fields that collided, or of all that differ when nothing could be merged."""
        if self.collided is None:
            self.form.compare(self.find())
        else:
            merged = _merged(self.collided.wording)
            self.form.settle(self.collided.collisions, merged, self.find())


def _merged(wording: Wording) -> dict[str, Any]:
    """What two people changed apart from each other, as the form holds it."""
    cards = [str(pk) for pk in sorted(wording.cards)]
    return {**wording.texts, "cards": cards, "readings": stakes_of(wording.readings)}


def _as_it_is(known: Proposal) -> dict[str, Any]:
    return {
        **known.texts,
        "cards": list(known.cards.values_list("pk", flat=True)),
        "readings": stakes_of(known.readings),
        "alone": not known.is_shared,
        "seen": known.version,
    }


def _for(actor: Actor, known: Proposal | None, form: ProposalEditForm) -> ProposalEditForm:
    """Only its author, and the facilitator, say who else may write on a balise that has an author."""
    author = known.author_id if known else None
    decides = actor.role is Role.FACILITATOR or author == actor.id
    if author is None or not decides:
        del form.fields["alone"]
    return form


@require_POST
def proposal_support(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Supports a balise, or stops."""
    actor = enter(request, code).actor_for(Action.SUPPORT)
    form = SupportForm(request.POST)
    if not form.is_valid():
        raise incomplete()
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
    return partial(AmendmentEditForm, session=entered.session, tested=trial, auto_id=AUTO_ID)


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
