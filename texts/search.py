"""The search of the admin, by folded texts: « mene » and « MENÉ » find « Le Mené », on any database."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from texts.folding import search_form


class FoldedSearch(admin.ModelAdmin):  # type: ignore[type-arg]
    """A ModelAdmin that looks for each word of the search anywhere in its `search_fields`, folded.

    Texts are folded here and not in the database: SQLite and PostgreSQL fold differently
    (docs/decisions/0020-text-is-unicode.md has the time that it takes).
    """

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """The rows that were found, and whether a row may be there twice, which never happens."""
        if not search_term.strip():
            return queryset, False
        words = search_form(search_term).split()
        texts = _folded_texts(queryset, self.get_search_fields(request))
        found = [pk for pk, text in texts.items() if words and all(word in text for word in words)]
        return queryset.filter(pk__in=found), False


def _folded_texts(queryset: QuerySet[Model], fields: Sequence[Any]) -> dict[Any, str]:
    """What is searched, by row; a row that is linked to several others has all their texts."""
    parts: dict[Any, set[str]] = defaultdict(set)
    for pk, *values in queryset.order_by().values_list("pk", *fields):
        parts[pk] |= {str(value) for value in values if value}
    return {pk: search_form("\n".join(texts)) for pk, texts in parts.items()}
