"""Two emerging balises merged and split again, and all that one of them says."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sessions.access import enter
from sessions.commands import merging
from sessions.forms.proposals import MergeForm
from sessions.models import Proposal
from sessions.queries.proposals import proposal_views
from sessions.steps import Action
from sessions.views.answers import attempt, operation_of, saved


@require_safe
def proposal_sheet(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Shows a balise whole: its texts, its cards, and the balises that were merged into it."""
    entered = enter(request, code)
    if entered.seat is None and entered.facilitator is None:
        raise PermissionDenied
    known = get_object_or_404(Proposal, session=entered.session, pk=pk)
    found = proposal_views(
        entered.session, ids=[known.pk], with_hidden=entered.facilitator is not None, whole=True
    )
    if not found or found[0].id != pk:
        raise Http404
    return render(request, "sessions/forms/proposal_sheet.html", {"proposal": found[0]})


@require_http_methods(["GET", "POST"])
def proposal_merge(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Shows the balises that can be merged into this one, and those that were, and answers the choice of one."""
    entered = enter(request, code)
    actor = entered.actor_for(Action.MERGE_PROPOSALS)
    known = get_object_or_404(Proposal, session=entered.session, pk=pk)
    if request.method == "GET":
        return _show(request, code, known, MergeForm(proposal=known, auto_id="merge-%s"))
    form = MergeForm(request.POST, proposal=known, auto_id="merge-%s")
    answer = attempt(
        form,
        lambda: merging.merge_proposals(
            actor, operation_of(request), pk, other=form.cleaned_data["other"].pk
        ),
    )
    if answer is None:
        return _show(request, code, known, form, status=422)
    told = _(
        "Les deux balises n’en font plus qu’une. Les mots de l’autre se lisent sous les siens."
    )
    return saved(HttpResponse(), told)


@require_POST
def proposal_split(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Takes a balise out of the one that it was merged into."""
    actor = enter(request, code).actor_for(Action.MERGE_PROPOSALS)
    merging.split_proposal(actor, operation_of(request), pk)
    told = _(
        "La balise est de nouveau à part, avec ce qu’elle avait. Ce qui est venu depuis la fusion reste avec"
        " l’autre."
    )
    return saved(HttpResponse(), told)


def _show(
    request: HttpRequest, code: str, known: Proposal, form: MergeForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "proposal": known,
        "merged": known.merged.order_by("pk"),
        "action": reverse("ateliers:proposal-merge", args=[code, known.pk]),
        "code": code,
    }
    return render(request, "sessions/forms/merge_form.html", context, status=status)
