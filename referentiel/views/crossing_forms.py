"""Crossings as those who cross change them: begin, decide, take back. Only people with an account lead here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from referentiel.authors import author_of
from referentiel.commands import crossings, decisions
from referentiel.forms.crossings import CrossingForm, DecisionForm, UndoForm
from referentiel.gates import Busy
from referentiel.models import Crossing, Decision, ImportedEntry
from referentiel.queries.crossings import Neighbour, Work, imported, neighbours_of, work_of
from referentiel.views.attempts import attempt
from referentiel.views.row_forms import Wording, form_page


@dataclass(frozen=True)
class Candidate:
    """Describes an entry that may be chosen: its box in the form, and how it is like the entry that is looked at."""

    box: Any
    entry: ImportedEntry
    neighbour: Neighbour | None


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def crossing_new(request: HttpRequest) -> HttpResponse:
    """Set two référentiels side by side."""
    if not imported().exists():
        return redirect("referentiel:import-new")
    form = CrossingForm(request.POST or None)
    made = attempt(
        form,
        lambda: crossings.begin_crossing(
            title=form.cleaned_data["title"],
            left=form.cleaned_data["left"],
            right=form.cleaned_data["right"],
            operation=form.cleaned_data["operation"],
            author=author_of(request),
        ),
    )
    if made is not None:
        return redirect(made)
    hint = _("Leurs entrées ne changent plus : le croisement garde ce que chacun disait.")
    back = reverse("referentiel:crossings")
    title, button = _("Croiser deux référentiels"), _("Les mettre côte à côte")
    return form_page(request, form, Wording(title, button, back, hint=hint))


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def entry_decision(request: HttpRequest, number: int, entry: int) -> HttpResponse:
    """Decide of an entry, with those that it is like beside it."""
    crossing = open_crossing(number)
    if crossing.is_closed:
        return redirect(crossing)
    work = work_of(crossing)
    looked_at = get_object_or_404(
        ImportedEntry.objects.select_related("referentiel"),
        pk=entry,
        referentiel__in=[crossing.left_id, crossing.right_id],
    )
    form = _decision_form(request, work, looked_at)
    try:
        done = attempt(
            form,
            lambda: _decide(request, form, crossing, looked_at),
            outdated=decisions.DecisionOutdated,
        )
    except decisions.DecisionOutdated as outdated:
        done = False
        form.add_error(None, outdated)
        form.compare(looked_at, outdated.decision)
    if done:
        return redirect(f"{crossing.get_absolute_url()}#work")
    alike, others = _candidates(form, work, looked_at)
    context = {
        "crossing": crossing,
        "entry": looked_at,
        "group": work.decided.get(looked_at.pk),
        "form": form,
        "alike": alike,
        "others": others,
    }
    status = 422 if form.errors else 200
    return render(request, "referentiel/crossings/entry.html", context, status=status)


def _decision_form(request: HttpRequest, work: Work, entry: ImportedEntry) -> DecisionForm:
    others = [one for one in work.entries if one.pk != entry.pk]
    if request.method == "POST":
        return DecisionForm(request.POST, others=others)
    with_ = request.GET.get("avec", "")
    chosen = next((one for one in others if str(one.pk) == with_), None)
    return DecisionForm.of(entry, work.decided.get(entry.pk), chosen, others=others)


def _decide(
    request: HttpRequest, form: DecisionForm, crossing: Crossing, entry: ImportedEntry
) -> bool:
    decisions.decide(
        crossing,
        entry,
        form.decided(),
        seen=form.cleaned_data["seen"] or "",
        operation=form.cleaned_data["operation"],
        author=author_of(request),
        why=form.cleaned_data["why"],
    )
    return True


def _candidates(
    form: DecisionForm, work: Work, entry: ImportedEntry
) -> tuple[Sequence[Candidate], Sequence[Candidate]]:
    """What may be chosen: the entries that are alike, then the others. One that is taken is there when it was sent."""
    try:
        near = {one.entry.pk: one for one in neighbours_of(work).get(entry.pk, ())}
    except Busy:
        if not form.is_bound:
            raise
        # What was typed matters more than what is suggested.
        near = {}
    by_key = {str(one.pk): one for one in work.entries}
    chosen = set(form["others"].value() or ())
    own = work.decided.get(entry.pk)
    found = []
    for box in form["others"]:
        other = by_key[str(box.data["value"])]
        group = work.decided.get(other.pk)
        if group is None or group is own or str(other.pk) in chosen:
            found.append(Candidate(box, other, near.get(other.pk)))
    order = list(near)
    alike = sorted(
        (one for one in found if one.neighbour), key=lambda one: order.index(one.entry.pk)
    )
    return alike, [one for one in found if not one.neighbour]


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def decision_undoing(request: HttpRequest, number: int, decision: int) -> HttpResponse:
    """Take a decision back."""
    crossing = open_crossing(number)
    kept = Decision.objects.filter(crossing=crossing, pk=decision).first()
    if kept is None or crossing.is_closed:
        return redirect(crossing)
    form = UndoForm(request.POST or None, initial={"seen": decisions.mark_of(kept)})
    try:
        done = attempt(
            form,
            lambda: _undo(request, form, crossing, decision),
            outdated=decisions.DecisionOutdated,
        )
    except decisions.DecisionOutdated as outdated:
        done = False
        form.add_error(None, outdated)
        form.show_theirs(decisions.mark_of(kept), {})
    if done:
        return redirect(f"{crossing.get_absolute_url()}#work")
    names = ", ".join(
        f"«\u00a0{one.entry.statement}\u00a0»"
        for one in kept.members.order_by("pk").select_related("entry")
    )
    wording = Wording(
        _("Défaire cette décision"),
        _("Défaire"),
        crossing.get_absolute_url(),
        f"{kept.get_kind_display()}\u00a0: {names}",
        _(
            "Ses entrées seront de nouveau à regarder. La formulation qui les réunissait est oubliée."
        ),
        is_danger=True,
    )
    return form_page(request, form, wording)


def _undo(request: HttpRequest, form: UndoForm, crossing: Crossing, decision: int) -> bool:
    decisions.undo_decision(
        crossing,
        decision,
        seen=form.cleaned_data["seen"] or "",
        operation=form.cleaned_data["operation"],
        author=author_of(request),
        why=form.cleaned_data["why"],
    )
    return True


def open_crossing(number: int) -> Crossing:
    """Finds the crossing of this number, with its sides; 404 when there is none."""
    rows = Crossing.objects.select_related("left", "right", "result")
    return get_object_or_404(rows, pk=number)
