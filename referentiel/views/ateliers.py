"""Ateliers: the page that everyone reads, and the forms of those who keep them."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from referentiel.authors import author_of
from referentiel.commands.base import keep
from referentiel.commands.once import add_once, made_by
from referentiel.forms.ateliers import AtelierForm, TalkForm
from referentiel.forms.rows import operation_in
from referentiel.models import Atelier, Season, Talk
from referentiel.queries.ateliers import atelier_sheet, ateliers
from referentiel.viewers import keep_apart, viewer_of
from referentiel.views.row_forms import Wording, attempt, form_page


@require_safe
def atelier_page(request: HttpRequest, number: int, atelier: int) -> HttpResponse:
    """Show an atelier: when, where, its talks and what was shared."""
    viewer = viewer_of(request)
    found = get_object_or_404(ateliers(), season__number=number, number=atelier)
    context = {"sheet": atelier_sheet(found, viewer), "viewer": viewer}
    response = render(request, "referentiel/atelier.html", context)
    keep_apart(response, public=viewer.is_anyone)
    return response


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def atelier_new(request: HttpRequest, number: int) -> HttpResponse:
    """Add an atelier to a season."""
    season = get_object_or_404(Season, number=number)
    operation = operation_in(request.POST.get("operation"))
    made = made_by(Atelier, operation)
    form = AtelierForm(request.POST or None, instance=Atelier(season=season))
    made = made or attempt(
        form,
        lambda: add_once(
            form.instance,
            operation=operation,
            author=author_of(request),
            why=form.cleaned_data["why"],
        ),
    )
    if made is not None:
        return redirect(made)
    title, button = _("Ajouter un atelier"), _("Ajouter l’atelier")
    wording = Wording(title, button, season.get_absolute_url(), lead=str(season))
    return form_page(request, form, wording)


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def atelier_change(request: HttpRequest, number: int, atelier: int) -> HttpResponse:
    """Correct an atelier."""
    found = get_object_or_404(ateliers(), season__number=number, number=atelier)
    back = found.get_absolute_url()
    form = AtelierForm(request.POST or None, instance=found)

    def save() -> Atelier:
        keep(found, author=author_of(request), why=form.cleaned_data["why"])
        return found

    saved = attempt(form, save, comparing=True)
    if saved is not None:
        return redirect(saved)
    title, button = _("Modifier l’atelier"), _("Enregistrer")
    return form_page(
        request, form, Wording(title, button, back, lead=_atelier_name(number, atelier))
    )


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def talk_new(request: HttpRequest, number: int, atelier: int) -> HttpResponse:
    """Add a talk to an atelier."""
    found = get_object_or_404(ateliers(), season__number=number, number=atelier)
    operation = operation_in(request.POST.get("operation"))
    made = made_by(Talk, operation)
    form = TalkForm(request.POST or None, instance=Talk(atelier=found))
    made = made or attempt(
        form,
        lambda: add_once(
            form.instance,
            operation=operation,
            author=author_of(request),
            why=form.cleaned_data["why"],
        ),
    )
    if made is not None:
        return redirect(found)
    title, button = _("Ajouter une intervention"), _("Ajouter l’intervention")
    return form_page(
        request, form, Wording(title, button, found.get_absolute_url(), lead=found.theme)
    )


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def talk_change(request: HttpRequest, number: int, atelier: int, talk: int) -> HttpResponse:
    """Correct a talk."""
    of_it = Talk.objects.filter(atelier__season__number=number, atelier__number=atelier)
    found = get_object_or_404(of_it, pk=talk)
    back = reverse("referentiel:atelier", args=[number, atelier])
    form = TalkForm(request.POST or None, instance=found)

    def save() -> Talk:
        keep(found, author=author_of(request), why=form.cleaned_data["why"])
        return found

    if attempt(form, save, comparing=True) is not None:
        return redirect(back)
    title, button = _("Modifier l’intervention"), _("Enregistrer")
    return form_page(
        request, form, Wording(title, button, back, lead=_atelier_name(number, atelier))
    )


def _atelier_name(number: int, atelier: int) -> str:
    return _("Saison %(season)s, atelier %(number)s") % {"season": number, "number": atelier}
