"""The history of a row, for those who keep it."""

from collections.abc import Sequence

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from referentiel.changes import told_changes
from referentiel.models import HistoryEntry
from referentiel.queries.histories import MOST


def history_page(
    request: HttpRequest, row: Model, name: str, entries: Sequence[HistoryEntry], back: str
) -> HttpResponse:
    """Show the entries of a row in words, the latest first."""
    changes = told_changes(entries)
    context = {"row": row, "name": name, "changes": changes, "back": back}
    context["is_cut"] = len(changes) == MOST
    return render(request, "referentiel/history.html", context)
