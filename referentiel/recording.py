"""The admin of the référentiel writes through its commands: each row that it changes has an entry in the history."""

from collections.abc import Iterable
from contextlib import nullcontext
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from referentiel.authors import author_of
from referentiel.commands import base
from referentiel.commands.base import note, put, remove
from referentiel.drawn import DrawnRow
from referentiel.links import PlainLinks
from referentiel.models.history import noun_of
from texts.forms import Words


class RecordedForm(DrawnRow):
    """A form of the admin that also asks why."""

    why = Words(
        label=_("Pourquoi ce changement"),
        required=False,
        max_length=300,
        help_text=_("Facultatif : se lit dans l’historique de la fiche."),
    )


class RecordedAdmin(PlainLinks):
    """Each row that is added, changed or removed gets an entry: who, when, why, and the values before."""

    form = RecordedForm

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Makes one change of a row and of those inside of its form."""
        with base.change() if request.method == "POST" else nullcontext():
            return super().changeform_view(request, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Saves the row alone. Its entry is written once its links are kept too."""
        form.stood_before = put(obj)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Saves the links and the rows inside of the form, then writes the entry."""
        super().save_related(request, form, formsets, change)
        note(
            form.instance,
            form.stood_before,
            author=author_of(request),
            why=form.cleaned_data.get("why", ""),
        )

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Saves the rows inside of the form. Each has an entry of its own."""
        author, why = author_of(request), form.cleaned_data.get("why", "")
        rows = formset.save(commit=False)
        for row in formset.deleted_objects:
            remove(row, author=author, why=why)
        stood = [(row, put(row)) for row in rows]
        formset.save_m2m()
        for row, before in stood:
            note(row, before, author=author, why=why)

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        """Removes one row."""
        self.delete_queryset(request, [obj])

    def delete_queryset(
        self, request: HttpRequest, queryset: QuerySet[Model] | Iterable[Model]
    ) -> None:
        """Removes the rows that were chosen in the list."""
        with base.change():
            for row in queryset:
                remove(row, author=author_of(request))

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """Leads to the entries of this row, in the list of all of them."""
        of_row = urlencode({"noun": noun_of(self.model), "subject": object_id})
        return redirect(f"{reverse('admin:referentiel_historyentry_changelist')}?{of_row}")


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Nothing is added, changed or removed here."""

    def has_add_permission(self, _request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        return False
