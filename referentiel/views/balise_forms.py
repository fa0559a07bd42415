"""Balises as those who keep them change them. Only people with an account lead here."""

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from referentiel.authors import author_of
from referentiel.commands import balises
from referentiel.forms.balises import BaliseEditForm, BaliseForm, MergeForm, MoveForm, SplitForm
from referentiel.lineage import merged_into
from referentiel.models import Balise, BaliseState, BaliseVersion, Evidence
from referentiel.queries.balises import life_of
from referentiel.views.attempts import attempt


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def balise_new(request: HttpRequest) -> HttpResponse:
    """Write a balise by hand."""
    form = BaliseForm(request.POST or None)
    made = attempt(
        form,
        lambda: balises.add_balise(
            form.wording(),
            operation=form.cleaned_data["operation"],
            author=author_of(request),
            why=form.cleaned_data["why"],
        ),
    )
    if made is not None:
        return redirect(made)
    return _page(request, form, None, title=_("Écrire une balise"), button=_("Écrire la balise"))


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def balise_rewording(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a version."""
    balise = get_object_or_404(Balise, slug=slug)
    form = BaliseEditForm(request.POST) if request.POST else BaliseEditForm.of(_last(balise))
    try:
        made = attempt(
            form,
            lambda: balises.reword_balise(
                balise,
                form.wording(),
                seen=form.seen_version(),
                author=author_of(request),
                why=form.cleaned_data["why"],
            ),
            outdated=balises.Outdated,
        )
    except balises.Outdated as outdated:
        made = None
        form.add_error(None, outdated)
        form.compare(_last(balise))
    if made is not None:
        return redirect(balise)
    return _page(request, form, balise, title=_("Reformuler"), button=_("Enregistrer la version"))


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def balise_move(request: HttpRequest, slug: str) -> HttpResponse:
    """Move a balise on in its life."""
    balise = get_object_or_404(Balise, slug=slug)
    form = MoveForm(request.POST or None, balise=balise)
    moved = attempt(
        form,
        lambda: balises.move_balise(
            balise,
            BaliseState(form.cleaned_data["state"]),
            author=author_of(request),
            why=form.cleaned_data["why"],
        ),
    )
    if moved is not None:
        return redirect(balise)
    return _page(request, form, balise, title=_("Faire avancer"), button=_("Enregistrer"))


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def balise_merge(request: HttpRequest, slug: str) -> HttpResponse:
    """Let another balise go on in the place of this one."""
    balise = get_object_or_404(Balise, slug=slug)
    form = MergeForm(request.POST or None, balise=balise)
    heir = attempt(
        form,
        lambda: balises.merge_balise(
            balise,
            form.cleaned_data["heir"],
            author=author_of(request),
            why=form.cleaned_data["why"],
        ),
    )
    if heir is not None:
        return redirect(balise)
    return _page(request, form, balise, title=_("Réunir à une autre"), button=_("Réunir"))


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def balise_split(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a balise of its own out of some of the evidence."""
    balise = get_object_or_404(Balise, slug=slug)
    pieces = Evidence.objects.filter(balise__in=merged_into(balise)).select_related("territory")
    form = SplitForm(request.POST or None, pieces=pieces)
    part = attempt(
        form,
        lambda: balises.split_balise(
            balise,
            balises.Wording(form.cleaned_data["statement"]),
            [piece.pk for piece in form.cleaned_data["evidence"]],
            operation=form.cleaned_data["operation"],
            author=author_of(request),
            why=form.cleaned_data["why"],
        ),
    )
    if part is not None:
        return redirect(part)
    return _page(request, form, balise, title=_("Diviser"), button=_("Créer la nouvelle balise"))


def _last(balise: Balise) -> BaliseVersion:
    return balise.versions.latest("number")


def _page(
    request: HttpRequest, form: Form, balise: Balise | None, *, title: str, button: str
) -> HttpResponse:
    # Who did what is read here, by those who keep balises, and not on the public sheet.
    life = life_of(balise) if balise else ()
    context = {"form": form, "balise": balise, "title": title, "button": button, "life": life}
    status = 422 if form.errors else 200
    return render(request, "referentiel/balise_form.html", context, status=status)
