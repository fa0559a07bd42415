"""The stakes that come out of a crossing, and its result. Only people with an account lead here."""

from collections.abc import Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from referentiel.authors import author_of
from referentiel.commands import named_stakes
from referentiel.commands.crossing_results import close_crossing
from referentiel.forms.crossings import NamedStakeForm, ResultForm, StakeRemovalForm
from referentiel.models import Crossing, NamedStake
from referentiel.queries.crossings import Group, Work, mark_of_work, work_of
from referentiel.views.attempts import attempt
from referentiel.views.crossing_forms import open_crossing
from referentiel.views.row_forms import Wording, form_page


@require_safe
@login_required
@never_cache
def stake_list(request: HttpRequest, number: int) -> HttpResponse:
    """Show the stakes, what is under each, and what is under none yet."""
    crossing = open_crossing(number)
    if crossing.is_closed:
        return redirect(crossing)
    context = {"crossing": crossing, "work": work_of(crossing)}
    return render(request, "referentiel/crossings/stakes.html", context)


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def stake_new(request: HttpRequest, number: int) -> HttpResponse:
    """Name a stake."""
    crossing = open_crossing(number)
    if crossing.is_closed:
        return redirect(crossing)
    work = work_of(crossing)
    form = NamedStakeForm(request.POST or None, groups=_choosable(work, request))

    def name() -> bool:
        named_stakes.name_stake(
            crossing,
            short_title=form.cleaned_data["short_title"],
            title=form.cleaned_data["title"],
            decisions=form.chosen(),
            operation=form.cleaned_data["operation"],
            author=author_of(request),
        )
        return True

    if attempt(form, name):
        return redirect("referentiel:crossing-stakes", number)
    return _stake_page(request, form, crossing, _("Nommer un enjeu"), _("Nommer l’enjeu"))


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def stake_change(request: HttpRequest, number: int, stake: int) -> HttpResponse:
    """Reword a stake, and say what is under it."""
    crossing = open_crossing(number)
    work = work_of(crossing)
    kept = next((one for one in work.stakes if one.pk == stake), None)
    if crossing.is_closed or (kept is None and request.method != "POST"):
        return redirect("referentiel:crossing-stakes", number)
    under = _under(work, kept)
    groups = [*under, *_choosable(work, request)]
    if request.method == "POST":
        form = NamedStakeForm(
            request.POST, groups=list({one.decision.pk: one for one in groups}.values())
        )
    else:
        assert kept is not None
        form = NamedStakeForm.of(kept, under, groups=groups)

    def change() -> bool:
        named_stakes.change_named_stake(
            crossing,
            stake,
            short_title=form.cleaned_data["short_title"],
            title=form.cleaned_data["title"],
            decisions=form.chosen(),
            seen=form.seen_version(),
            operation=form.cleaned_data["operation"],
            author=author_of(request),
        )
        return True

    try:
        changed = attempt(form, change, outdated=named_stakes.StakeOutdated)
    except named_stakes.StakeOutdated as outdated:
        changed = None
        form.add_error(None, outdated)
        if outdated.stake is None:
            return _stake_page(
                request, form, crossing, _("Nommer un enjeu"), _("Nommer l’enjeu"),
                action=reverse("referentiel:crossing-stake-new", args=[number]),
            )  # fmt: skip
        work = work_of(crossing)
        form.compare(outdated.stake, _under(work, outdated.stake))
    if changed:
        return redirect("referentiel:crossing-stakes", number)
    return _stake_page(request, form, crossing, _("Modifier cet enjeu"), _("Enregistrer"))


@require_POST
@login_required
@never_cache
def stake_rise(request: HttpRequest, number: int, stake: int) -> HttpResponse:
    """Move a stake one place up."""
    crossing = open_crossing(number)
    seen = [int(one) for one in request.POST.get("seen", "").split() if one.isdecimal()]
    try:
        named_stakes.raise_named_stake(crossing, stake, seen=seen, author=author_of(request))
    except ValidationError as refused:
        messages.warning(request, refused.messages[0])
    return redirect("referentiel:crossing-stakes", number)


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def stake_removal(request: HttpRequest, number: int, stake: int) -> HttpResponse:
    """Take a stake out."""
    crossing = open_crossing(number)
    kept = NamedStake.objects.filter(crossing=crossing, pk=stake).first()
    back = reverse("referentiel:crossing-stakes", args=[number])
    if kept is None or crossing.is_closed:
        return redirect(back)
    form = StakeRemovalForm(
        request.POST if request.method == "POST" else None, initial={"seen": kept.version}
    )

    def take_out() -> bool:
        seen = form.seen_version()
        named_stakes.remove_named_stake(crossing, stake, seen=seen, author=author_of(request))
        return True

    if attempt(form, take_out):
        return redirect(back)
    if form.errors:
        form.show_theirs(kept.version, {})
    wording = Wording(
        _("Retirer cet enjeu"),
        _("Retirer"),
        back,
        kept.short_title,
        _("Ce qui est rangé sous cet enjeu sera de nouveau à ranger."),
        is_danger=True,
    )
    return form_page(request, form, wording)


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def crossing_result(request: HttpRequest, number: int) -> HttpResponse:
    """Show the référentiel that the crossing would make, and make it."""
    crossing = open_crossing(number)
    if crossing.is_closed:
        return redirect(crossing)
    form = ResultForm(request.POST or None, initial={"name": crossing.title})
    made = attempt(
        form,
        lambda: close_crossing(
            crossing,
            name=form.cleaned_data["name"],
            description=form.cleaned_data["description"],
            seen=form.cleaned_data["seen"],
            operation=form.cleaned_data["operation"],
            author=author_of(request),
            why=form.cleaned_data["why"],
        ),
    )
    if made is not None:
        return redirect(made)
    work = work_of(crossing)
    context = {
        "crossing": crossing,
        "work": work,
        "form": form,
        # What the page shows from now on is what its button makes.
        "mark": mark_of_work(work),
    }
    status = 422 if form.errors else 200
    return render(request, "referentiel/crossings/result_form.html", context, status=status)


def _choosable(work: Work, request: HttpRequest) -> Sequence[Group]:
    """The decisions under no stake; those that were sent too, so that the command can say where they are now."""
    sent = set(request.POST.getlist("decisions"))
    return [
        group
        for group in work.groups
        if group.decision.stake_id is None or str(group.decision.pk) in sent
    ]


def _under(work: Work, stake: NamedStake | None) -> Sequence[Group]:
    if stake is None:
        return []
    return [group for group in work.groups if group.decision.stake_id == stake.pk]


def _stake_page(
    request: HttpRequest,
    form: NamedStakeForm,
    crossing: Crossing,
    title: str,
    button: str,
    action: str = "",
) -> HttpResponse:
    back = reverse("referentiel:crossing-stakes", args=[crossing.pk])
    return form_page(request, form, Wording(title, button, back, crossing.title, action=action))
