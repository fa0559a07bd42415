"""A référentiel of others is taken in, in two moments. Only people with an account lead here."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from referentiel.authors import author_of
from referentiel.commands import imports
from referentiel.commands.import_removal import remove_imported
from referentiel.forms.imports import ImportConfirmation, ImportedRemovalForm, ImportForm
from referentiel.forms.rows import operation_in
from referentiel.imports.verdicts import Fate
from referentiel.models import ImportDraft, ImportedReferentiel
from referentiel.passes import PARAMETER, new_pass
from referentiel.queries.crossings import entries_of
from referentiel.queries.import_removal import going_with
from referentiel.views.attempts import attempt


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def import_new(request: HttpRequest) -> HttpResponse:
    """Read a file or a pasted table, and keep what was read for its preview."""
    form = ImportForm(request.POST or None, request.FILES or None)
    draft = attempt(
        form,
        lambda: imports.prepare_import(
            form.reading,
            form.announced(),
            file_name=form.file_name,
            operation=form.cleaned_data["operation"],
            author=author_of(request),
        ),
    )
    if draft is not None:
        return redirect(draft)
    form.ask_again()
    address = reverse("referentiel:import-new")
    action = f"{address}?{urlencode({PARAMETER: new_pass(request.user.pk or 0)})}"
    context = {"form": form, "action": action}
    status = 422 if form.errors else 200
    return render(request, "referentiel/crossings/import_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def import_preview(request: HttpRequest, draft: int) -> HttpResponse:
    """Say of each line what happens to it, and import what the page has shown."""
    done = imports.imported_by(operation_in(request.POST.get("confirmation")))
    if done is not None:
        return redirect(done)
    kept = ImportDraft.objects.filter(pk=draft, account=request.user.pk or 0).first()
    if kept is None:
        if request.method == "POST":
            return redirect("referentiel:crossings")
        raise Http404
    form = ImportConfirmation(request.POST or None)
    made = attempt(form, lambda: _import(request, form, kept))
    if made is not None:
        return redirect(made)
    found = imports.verdicts_of(kept)
    fates = [verdict.fate for verdict in found]
    context = {
        "draft": kept,
        "form": form,
        "fresh": ImportConfirmation(
            initial={"seen": imports.mark_of(found), "confirmation": kept.confirmation}
        ),
        "verdicts": found,
        "added": fates.count(Fate.ADDED),
        "refused": fates.count(Fate.REFUSED),
    }
    status = 422 if form.errors else 200
    return render(request, "referentiel/crossings/import_preview.html", context, status=status)


def _import(
    request: HttpRequest, form: ImportConfirmation, draft: ImportDraft
) -> ImportedReferentiel:
    said = form.cleaned_data
    if said["confirmation"] != draft.confirmation:
        raise ValidationError(imports.PreviewOutdated().messages)
    return imports.import_lines(
        draft.pk, seen=said["seen"], confirmation=said["confirmation"], author=author_of(request)
    )


@require_POST
@login_required
@never_cache
def import_removal(request: HttpRequest, draft: int) -> HttpResponse:
    """Give up an import."""
    imports.drop_import(draft, author=author_of(request))
    return redirect("referentiel:crossings")


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def imported_removal(request: HttpRequest, number: int) -> HttpResponse:
    """Remove an imported référentiel. The page says what goes and what stays, or why it has to stay."""
    row = ImportedReferentiel.objects.filter(pk=number).first()
    if row is None:
        if request.method == "POST":
            # Sent twice, or somebody else was faster: it is gone, as asked.
            return redirect("referentiel:crossings")
        raise Http404
    sent = request.POST if request.method == "POST" else None
    form = ImportedRemovalForm(sent, title=row.title)

    def take_out() -> bool:
        said = form.cleaned_data
        author = author_of(request)
        remove_imported(row, seen=said["seen"], author=author, why=said["why"])
        return True

    if attempt(form, take_out):
        return redirect("referentiel:crossings")
    context = {"referentiel": row, "going": going_with(row), "form": form}
    status = 422 if form.errors else 200
    return render(request, "referentiel/crossings/imported_removal.html", context, status=status)


@require_safe
@login_required
@never_cache
def imported_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show the entries of an imported référentiel."""
    referentiel = get_object_or_404(ImportedReferentiel, pk=number)
    context = {"referentiel": referentiel, "entries": entries_of(referentiel)}
    return render(request, "referentiel/crossings/imported.html", context)
