"""Choices that are not a Django field as it is: several rows by their ids, and what a button says, yes or no."""

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


class YesOrNo(forms.TypedChoiceField):
    """What a button leads to: `1` is True and `0` is False. Anything else, and nothing, is not a choice."""

    def __init__(self) -> None:
        super().__init__(choices=[("1", ""), ("0", "")], coerce=lambda sign: sign == "1")
