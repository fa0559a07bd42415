"""Columns of models that clean every text, whether a form, the admin, an import or a command saves it.

In migrations they are Django's own columns: only the values that they store differ.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models.expressions import Combinable

from texts import forms
from texts.cleaning import clean_name, clean_text, clean_words
from texts.folding import LONGEST_KEY, name_key

if TYPE_CHECKING:
    Text = models.TextField[str | Combinable, str]
    Line = models.CharField[str | Combinable, str]
else:
    Text, Line = models.TextField, models.CharField


class PlainTextColumn(Text):
    """A text of several lines."""

    def to_python(self, value: Any) -> Any:
        return _cleaned(clean_text, super().to_python(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        return _kept(self, model_instance, clean_text)

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": forms.PlainText, **kwargs})

    def deconstruct(self) -> Any:
        return _as_django(super().deconstruct(), "TextField")


class WordsColumn(Line):
    """One line."""

    clean_value = staticmethod(clean_words)
    form_class: type[forms.PlainText] = forms.Words

    def to_python(self, value: Any) -> Any:
        return _cleaned(self.clean_value, super().to_python(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        return _kept(self, model_instance, self.clean_value)

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": self.form_class, **kwargs})

    def deconstruct(self) -> Any:
        return _as_django(super().deconstruct(), "CharField")


class NameColumn(WordsColumn):
    """One line without the bullet in front of it, or the guillemets around it."""

    clean_value = staticmethod(clean_name)
    form_class = forms.Name


class NameKeyColumn(Line):
    """The folded form of the row's `name`, set on each save. The database refuses a second row with the same form.

    With `unique=False` it does not: the model then says within what the form is unique.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(
            *args, **{"max_length": LONGEST_KEY, "unique": True, "editable": False, **kwargs}
        )

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        key = name_key(getattr(model_instance, "name"))  # noqa: B009  # models differ
        setattr(model_instance, self.attname, key)
        return key

    def deconstruct(self) -> Any:
        return _as_django(super().deconstruct(), "CharField")

    def clone(self) -> Any:
        # Django leaves out what is False, and makes the copy from what is left: it would be unique again.
        _name, _kind, args, kwargs = self.deconstruct()
        return type(self)(*args, **{**kwargs, "unique": self.unique})


def _kept(column: Any, row: models.Model, clean: Callable[[str], str]) -> Any:
    value = _cleaned(clean, getattr(row, column.attname))
    setattr(row, column.attname, value)
    return value


def _cleaned(clean: Callable[[str], str], value: Any) -> Any:
    # An expression of the database is left as it is.
    return clean(value) if isinstance(value, str) else value


def _as_django(parts: tuple[str, str, Any, Any], name: str) -> tuple[str, str, Any, Any]:
    return parts[0], f"django.db.models.{name}", parts[2], parts[3]


def longest(model: type[models.Model], column: str) -> int:
    """How many characters a column holds. Forms call this, so that the number stands in one place."""
    field = model._meta.get_field(column)
    assert isinstance(field, models.Field)
    assert field.max_length is not None
    return int(field.max_length)
