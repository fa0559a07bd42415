"""Référentiels: the list, the page of each with its stakes, and the forms of those who keep them."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from referentiel.authors import author_of
from referentiel.commands import stakes
from referentiel.forms.referentiels import OrderForm, ReasonForm, ReferentielForm, StakeForm
from referentiel.models import Referentiel, Stake
from referentiel.queries.stakes import referentiels, stake_lines
from referentiel.viewers import keep_apart, viewer_of
from referentiel.views.attempts import attempt
from referentiel.views.row_forms import Wording, added, form_page


@require_safe
def referentiel_list(request: HttpRequest) -> HttpResponse:
    """Show the référentiels with their stakes."""
    viewer = viewer_of(request)
    context = {"referentiels": referentiels(), "viewer": viewer}
    response = render(request, "referentiel/referentiels.html", context)
    keep_apart(response, public=viewer.is_anyone)
    return response


@require_safe
def referentiel_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the stakes of a référentiel, and the names that they had before."""
    viewer = viewer_of(request)
    found = get_object_or_404(Referentiel, slug=slug)
    lines = stake_lines(found)
    context = {
        "referentiel": found,
        "offered": [line for line in lines if not line.stake.is_retired],
        "retired": [line for line in lines if line.stake.is_retired],
        "viewer": viewer,
    }
    response = render(request, "referentiel/referentiel.html", context)
    keep_apart(response, public=viewer.is_anyone)
    return response


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def referentiel_new(request: HttpRequest) -> HttpResponse:
    """Add a référentiel."""
    form = ReferentielForm(request.POST or None)
    made = added(
        request,
        form,
        Referentiel,
        lambda row, **kept: stakes.add_referentiel(
            name=row.name, description=row.description, **kept
        ),
    )
    if made is not None:
        return redirect(made)
    title, button = _("Ajouter un référentiel"), _("Ajouter le référentiel")
    hint = _("Vous lui donnerez ses enjeux ensuite.")
    return form_page(
        request, form, Wording(title, button, reverse("referentiel:referentiels"), hint=hint)
    )


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def referentiel_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Rename a référentiel. Its address stays."""
    found = get_object_or_404(Referentiel, slug=slug)
    name, back = found.name, found.get_absolute_url()
    form = ReferentielForm(request.POST or None, instance=found)
    renamed = attempt(
        form,
        lambda: stakes.rename_referentiel(
            found,
            name=form.cleaned_data["name"],
            description=form.cleaned_data["description"],
            author=author_of(request),
            why=form.cleaned_data["why"],
        ),
        comparing=True,
    )
    if renamed is not None:
        return redirect(back)
    wording = Wording(_("Modifier le référentiel"), _("Enregistrer"), back, lead=name)
    return form_page(request, form, wording)


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def stake_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a stake to a référentiel."""
    found = get_object_or_404(Referentiel, slug=slug)
    form = StakeForm(request.POST or None, instance=Stake(referentiel=found))
    made = added(
        request,
        form,
        Stake,
        lambda row, **kept: stakes.add_stake(
            found, short_title=row.short_title, title=row.title, **kept
        ),
    )
    if made is not None:
        return redirect(found)
    hint = _("Les séances qui ne sont pas closes le liront aussitôt. Les séances closes, non.")
    title, button = _("Ajouter un enjeu"), _("Ajouter l’enjeu")
    wording = Wording(title, button, found.get_absolute_url(), found.name, hint)
    return form_page(request, form, wording)


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def stake_change(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Give a stake other words."""
    stake = _stake(slug, key)
    name, back = stake.short_title, stake.referentiel.get_absolute_url()
    form = StakeForm(request.POST or None, instance=stake)
    renamed = attempt(
        form,
        lambda: stakes.rename_stake(
            stake,
            short_title=form.cleaned_data["short_title"],
            title=form.cleaned_data["title"],
            author=author_of(request),
            why=form.cleaned_data["why"],
        ),
        comparing=True,
    )
    if renamed is not None:
        return redirect(back)
    hint = _(
        "Ce qui a été lu sous l’ancien nom le garde, avec le nouveau à côté :"
        " les séances closes, les balises, les éditions."
    )
    wording = Wording(_("Renommer l’enjeu"), _("Renommer"), back, name, hint)
    return form_page(request, form, wording)


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def stake_order(request: HttpRequest, slug: str) -> HttpResponse:
    """Put the stakes of a référentiel in order, one step at a time, with buttons."""
    found = get_object_or_404(Referentiel, slug=slug)
    form, refused = OrderForm(request.POST or None), ""
    if request.method == "POST":
        try:
            return _moved(request, found, form)
        except ValidationError as late:
            refused = " ".join(late.messages)
    offered = list(found.stakes.filter(is_retired=False))
    context = {
        "referentiel": found,
        "stakes": offered,
        "seen": " ".join(stake.key for stake in offered),
        "refused": refused,
    }
    status = 422 if refused else 200
    return render(request, "referentiel/stake_order.html", context, status=status)


def _moved(request: HttpRequest, referentiel: Referentiel, form: OrderForm) -> HttpResponse:
    """The answer to a step that was taken. Raises ValidationError."""
    stake = None
    if form.is_valid():
        stake = referentiel.stakes.filter(pk=form.cleaned_data["stake"]).first()
    if stake is None:
        raise ValidationError(_("Cet enjeu n’est plus là. Vérifiez l’ordre ci-dessous."))
    stakes.move_stake(
        stake,
        down=form.cleaned_data["down"],
        seen=form.order_seen(),
        author=author_of(request),
    )
    return redirect(f"{reverse('referentiel:stake-order', args=[referentiel.slug])}#{stake.key}")


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def stake_retirement(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Offer a stake no more."""
    stake = _stake(slug, key)
    form = ReasonForm(request.POST if request.method == "POST" else None, required=True)
    retired = attempt(
        form,
        lambda: stakes.retire_stake(stake, author=author_of(request), why=form.cleaned_data["why"]),
    )
    back = stake.referentiel.get_absolute_url()
    if retired is not None:
        return redirect(back)
    hint = _(
        "Les prochaines séances ne le liront plus. Il reste, avec ses lectures,"
        " partout où il a été lu. Vous pourrez le remettre en jeu."
    )
    wording = Wording(
        _("Retirer cet enjeu"), _("Retirer"), back, stake.short_title, hint, is_danger=True
    )
    return form_page(request, form, wording)


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def stake_restoration(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Offer a retired stake again."""
    stake = _stake(slug, key)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    restored = attempt(
        form,
        lambda: stakes.restore_stake(
            stake, author=author_of(request), why=form.cleaned_data["why"]
        ),
    )
    back = stake.referentiel.get_absolute_url()
    if restored is not None:
        return redirect(back)
    wording = Wording(_("Remettre cet enjeu en jeu"), _("Remettre en jeu"), back, stake.short_title)
    return form_page(request, form, wording)


def _stake(slug: str, key: str) -> Stake:
    stakes_here = Stake.objects.select_related("referentiel").filter(referentiel__slug=slug)
    return get_object_or_404(stakes_here, pk=key)
