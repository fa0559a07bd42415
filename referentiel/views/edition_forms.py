"""Editions as those who prepare them see them. Only people with an account lead here."""

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from referentiel.authors import author_of
from referentiel.commands import editions
from referentiel.editions.contents import is_example
from referentiel.forms.editions import (
    DraftEditForm,
    DraftForm,
    ErasureForm,
    PublicationForm,
    RemovalForm,
    SentOnce,
)
from referentiel.models import Edition, EditionDraft
from referentiel.queries.editions import drafts, merged_since, prepared_by, preview
from referentiel.views.attempts import attempt


@require_safe
@login_required
@never_cache
def draft_list(request: HttpRequest) -> HttpResponse:
    """Show the editions in preparation."""
    return render(request, "referentiel/edition_drafts.html", {"drafts": drafts()})


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def draft_new(request: HttpRequest) -> HttpResponse:
    """Begin a draft."""
    form = DraftForm(request.POST or None)
    draft = attempt(
        form,
        lambda: editions.draft_edition(
            form.prepared(), operation=form.cleaned_data["operation"], author=author_of(request)
        ),
    )
    if draft is not None:
        return redirect("referentiel:edition-publication", draft.pk)
    return _page(request, "edition_draft", form)


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def draft_page(request: HttpRequest, draft: int) -> HttpResponse:
    """Show a draft in its form, and change it."""
    kept = get_object_or_404(EditionDraft, pk=draft)
    form = DraftEditForm(request.POST) if request.POST else DraftEditForm.of(kept)
    try:
        changed = attempt(
            form,
            lambda: editions.change_draft(
                kept, form.prepared(), seen=form.seen_version(), author=author_of(request)
            ),
            outdated=editions.DraftOutdated,
        )
    except editions.DraftOutdated as outdated:
        changed = None
        form.add_error(None, outdated)
        form.compare(EditionDraft.objects.get(pk=draft))
    if changed is not None:
        return redirect("referentiel:edition-publication", draft)
    return _page(
        request, "edition_draft", form,
        draft=kept, merged=merged_since(kept), authors=prepared_by(kept),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def draft_publication(request: HttpRequest, draft: int) -> HttpResponse:
    """Show a draft as the edition that it would be, and publish it."""
    form = PublicationForm(request.POST or None)
    edition = attempt(form, lambda: _publish(request, form, draft))
    if edition is not None:
        return redirect(edition)
    kept = get_object_or_404(EditionDraft, pk=draft)
    shown = preview(kept)
    # What the page shows from now on is what its button publishes.
    fresh = PublicationForm(initial={"seen": shown.mark})
    return _page(
        request, "edition_publication", form,
        draft=kept, edition=shown.document, is_example=is_example(shown.document), fresh=fresh,
    )  # fmt: skip


def _publish(request: HttpRequest, form: Form, draft: int) -> Edition:
    said = form.cleaned_data
    return editions.publish_draft(
        draft, seen=said["seen"], operation=said["operation"], author=author_of(request)
    )


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def draft_removal(request: HttpRequest, draft: int) -> HttpResponse:
    """Remove a draft that will not be published."""
    kept = EditionDraft.objects.filter(pk=draft).first()
    if kept is None:
        return redirect("referentiel:edition-drafts")
    form = RemovalForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            editions.remove_draft(draft, seen=seen, author=author_of(request))
        except editions.Unread as unread:
            form.add_error(None, unread)
        else:
            return redirect("referentiel:edition-drafts")
    return _page(request, "edition_draft_removal", form, draft=kept)


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def signatory_erasure(request: HttpRequest, number: int) -> HttpResponse:
    """Take a signatory out of a published edition."""
    edition = get_object_or_404(Edition.objects.defer("contents"), number=number)
    once = SentOnce(request.POST or None)
    if once.is_valid() and editions.was_sent(once.cleaned_data["operation"]):
        return redirect(edition)
    form = ErasureForm(request.POST or None, edition=edition)
    erased = attempt(
        form,
        lambda: editions.erase_signatory(
            edition,
            form.cleaned_data["signatory"],
            operation=form.cleaned_data["operation"],
            author=author_of(request),
        ),
    )
    if erased is not None:
        return redirect(edition)
    return _page(request, "edition_erasure", form, edition=edition)


def _page(request: HttpRequest, name: str, form: Form, **more: object) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, f"referentiel/{name}.html", {"form": form, **more}, status=status)
