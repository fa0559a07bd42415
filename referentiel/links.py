"""Links into the admin that our pages do not make. Their parameters are ignored, without an error."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest


class PlainLinks(admin.ModelAdmin):  # type: ignore[type-arg]
    """A ModelAdmin whose forms no link can fill in, and that looks a row up only by a field with a name.

    Django's own class fails on `?territory=x`, because it asks the database for the row, and on `?_to_field=`.
    """

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Nothing: no page of ours links to a form that is filled in already."""
        return {}

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Model | None:
        """The row, by its key unless a field is named."""
        found: Model | None = super().get_object(request, object_id, from_field or None)
        return found
