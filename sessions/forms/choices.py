"""Several rows chosen by their ids, which anybody may write by hand."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet


class SeveralOf(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # for mypy only
    """Django's, where a number too long for SQLite is a choice that does not exist, and no error 500."""

    def clean(self, value: Any) -> QuerySet[Model]:
        try:
            chosen: QuerySet[Model] = super().clean(value)
        except OverflowError:
            message = self.error_messages["invalid_choice"]
            raise ValidationError(message, "invalid_choice", {"value": "…"}) from None
        return chosen
