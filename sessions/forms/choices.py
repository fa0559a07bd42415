"""A choice of several rows by their ids. A request may hold any id, also one that no page offers."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet


class SeveralOf(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # for mypy only
    """Django's field, but a number that is too long for SQLite is a choice that does not exist, not an error 500."""

    def clean(self, value: Any) -> QuerySet[Model]:
        try:
            chosen: QuerySet[Model] = super().clean(value)
        except OverflowError:
            message = self.error_messages["invalid_choice"]
            raise ValidationError(message, "invalid_choice", {"value": "…"}) from None
        return chosen
