"""What the forms of one row have in common: add, change, remove, and show the form again with its reasons."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from referentiel.authors import author_of
from referentiel.commands.base import keep
from referentiel.commands.once import add_once, made_by
from referentiel.commands.removal import reasons_to_keep, remove_unused
from referentiel.forms.resources import WhyForm
from referentiel.forms.rows import RowForm, operation_in
from referentiel.views.attempts import AnyForm, attempt

Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True)
class Wording:
    """Holds the words around a form: its title, the button, where « Annuler » leads, and perhaps a sentence."""

    title: str
    button: str
    back: str
    lead: str = ""
    hint: str = ""
    action: str = ""
    """The address that takes the form; its own page when empty."""
    is_danger: bool = False
    removal: str = ""
    """The address of the page on which the row is taken out, where no other page leads there."""
    reasons: Sequence[str] = ()
    """Why it cannot be done, in sentences: the page then shows them, and no form."""


def form_page(request: HttpRequest, form: AnyForm, wording: Wording) -> HttpResponse:
    """Shows the page of a form: 422 when it came back."""
    status = 422 if form.errors else 200
    context = {"form": form, "wording": wording}
    return render(request, "referentiel/row_form.html", context, status=status)


def added(
    request: HttpRequest, form: RowForm, model: type[Row], add: Callable[..., Row] = add_once
) -> Row | None:
    """Returns the row that a form adds, or has added before when it was sent twice; None while it is not added."""
    operation = operation_in(request.POST.get("operation"))
    made = made_by(model, operation)
    return made or attempt(
        form,
        lambda: add(
            form.instance,
            operation=operation,
            author=author_of(request),
            why=form.cleaned_data["why"],
            **form.more,
        ),
    )


def changed(request: HttpRequest, form: RowForm) -> bool:
    """Tells whether a form has changed its row."""

    def save() -> bool:
        why = form.cleaned_data["why"]
        keep(form.instance, author=author_of(request), why=why, **form.more)
        return True

    return bool(attempt(form, save, comparing=True))


def to_remove(request: HttpRequest, rows: "models.QuerySet[Row]") -> Row | None:
    """Finds the one row that a page takes out. Raises Http404.

    It is None when the form of the page was sent twice, or when somebody else was faster: the row is gone, as asked.
    """
    row = rows.first()
    if row is None and request.method != "POST":
        raise Http404
    return row


def removal(
    request: HttpRequest, row: models.Model, wording: Wording, *, leads_to: str
) -> HttpResponse:
    """Shows the page on which a row is taken out. It says what needs the row, and then has no button."""
    form = WhyForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return form_page(request, form, replace(wording, reasons=reasons_to_keep(row)))

    def take_out() -> bool:
        remove_unused(row, author=author_of(request), why=form.cleaned_data["why"])
        return True

    if attempt(form, take_out):
        return redirect(leads_to)
    return form_page(request, form, wording)
