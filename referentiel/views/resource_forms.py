"""Resources as those who keep them change them. Only people with an account lead here."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from referentiel.authors import author_of
from referentiel.commands import resources
from referentiel.forms.resources import FileForm, ResourceEditForm, ResourceForm, WhyForm
from referentiel.models import Atelier, Resource, Season
from referentiel.passes import PARAMETER, new_pass
from referentiel.queries.resources import was_removed
from referentiel.views.attempts import attempt
from referentiel.views.row_forms import Wording, added, changed, form_page


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def resource_new(request: HttpRequest) -> HttpResponse:
    """Add a resource, with its file."""
    form = ResourceForm(request.POST or None, request.FILES or None, initial=_about(request))
    made = added(
        request,
        form,
        Resource,
        lambda row, **kept: resources.add_resource(row, form.cleaned_data["file"], **kept),
    )
    if made is not None:
        return redirect(made)
    form.ask_again()
    action = _with_pass(request, reverse("referentiel:resource-new"))
    title, button = _("Ajouter une ressource"), _("Ajouter la ressource")
    back = reverse("referentiel:resources")
    return form_page(request, form, Wording(title, button, back, action=action))


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def resource_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Correct the description of a resource."""
    resource = get_object_or_404(Resource, slug=slug)
    back, name = resource.get_absolute_url(), resource.title
    form = ResourceEditForm(request.POST or None, instance=resource)
    if changed(request, form):
        return redirect(back)
    title, button = _("Modifier la ressource"), _("Enregistrer")
    return form_page(request, form, Wording(title, button, back, lead=name))


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def resource_file(request: HttpRequest, slug: str) -> HttpResponse:
    """Give a resource a file, in the place of the one that it has."""
    resource = get_object_or_404(Resource, slug=slug)
    form = FileForm(
        request.POST or None,
        request.FILES or None,
        initial={"alternative": resource.alternative},
    )
    replaced = attempt(
        form,
        lambda: resources.replace_file(
            resource,
            form.cleaned_data["file"],
            alternative=form.cleaned_data["alternative"],
            operation=form.cleaned_data["operation"],
            author=author_of(request),
            why=form.cleaned_data["why"],
        ),
    )
    if replaced is not None:
        return redirect(resource)
    form.ask_again()
    title = _("Remplacer le fichier") if resource.file else _("Joindre un fichier")
    hint = _("Le fichier d’avant est supprimé pour de bon.") if resource.file else ""
    action = _with_pass(request, reverse("referentiel:resource-file", args=[slug]))
    back = resource.get_absolute_url()
    wording = Wording(title, _("Envoyer le fichier"), back, resource.title, hint, action)
    return form_page(request, form, wording)


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def resource_removal(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a resource out, with its file."""
    resource = Resource.objects.select_related("season").filter(slug=slug).first()
    if resource is None and was_removed(slug):
        messages.info(request, _("Cette ressource est retirée."))
        return redirect("referentiel:resources")
    if resource is None:
        raise Http404
    back, season = resource.get_absolute_url(), resource.season
    form = WhyForm(request.POST or None)

    def take_out() -> bool:
        why = form.cleaned_data["why"]
        resources.remove_resource(resource, author=author_of(request), why=why)
        return True

    if attempt(form, take_out):
        return redirect(season)
    hint = _(
        "Sa fiche et son fichier disparaissent pour de bon, et son adresse ne mène plus à rien."
    )
    wording = Wording(
        _("Retirer cette ressource"), _("Retirer"), back, resource.title, hint, is_danger=True
    )
    return form_page(request, form, wording)


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def season_link_renewal(request: HttpRequest, number: int) -> HttpResponse:
    """Give a season another link for its participants."""
    season = get_object_or_404(Season, number=number)
    form = WhyForm(request.POST or None, initial={"seen": season.link_number})
    renewed = attempt(
        form,
        lambda: resources.renew_link(
            season,
            seen=form.cleaned_data["seen"] or 0,
            author=author_of(request),
            why=form.cleaned_data["why"],
        ),
    )
    if renewed is not None:
        return redirect(f"{season.get_absolute_url()}#season-link")
    hint = _(
        "Le lien d’avant n’ouvrira plus rien, pour personne. Vous enverrez le nouveau aux participants."
    )
    title, button = _("Changer le lien des participants"), _("Changer le lien")
    wording = Wording(title, button, season.get_absolute_url(), str(season), hint, is_danger=True)
    return form_page(request, form, wording)


def _about(request: HttpRequest) -> dict[str, object]:
    """The season, and perhaps the atelier, of the page where somebody pressed « Ajouter une ressource »."""
    season, atelier = request.GET.get("saison", ""), request.GET.get("atelier", "")
    if not _is_number(season):
        return {}
    found = Season.objects.filter(number=season).first()
    if found is None or not _is_number(atelier):
        return {"season": found}
    return {
        "season": found,
        "atelier": Atelier.objects.filter(season=found, number=atelier).first(),
    }


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 6


def _with_pass(request: HttpRequest, address: str) -> str:
    """The address that takes a large file from whoever is logged in."""
    return f"{address}?{urlencode({PARAMETER: new_pass(request.user.pk or 0)})}"
