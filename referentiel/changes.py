"""Changes of rows in words: the values of a field, and what an entry of the history says field by field."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from referentiel.models import HistoryEntry
from referentiel.models.season import validate_month
from texts.differences import Stretch, differences

TITLES = {
    "season": "title",
    "collective": "territory",
    "guest": "organisation",
    "atelier": "theme",
    "talk": "title",
    "territory": "name",
    "organisation": "name",
}
"""The field by which a row is called in its history, by noun."""
UNSAID = {"slug"}
"""Fields that everybody can do without."""


@dataclass(frozen=True)
class FieldChange:
    """Says a field before and after, in words; empty where nothing stood. Two texts are compared word by word."""

    label: str
    before: str
    after: str
    stretches: Sequence[Stretch]


@dataclass(frozen=True)
class RowChange:
    """Says an entry in words: when, who, why, which row, and its fields that differ."""

    at: datetime
    who: str
    why: str
    what: str
    fields: Sequence[FieldChange]
    is_addition: bool = False


class Names:
    """Knows the names of the rows that values refer to, read once per kind of row."""

    def __init__(self) -> None:
        self._names: dict[type[models.Model], dict[Any, str]] = defaultdict(dict)

    def fetch(self, model: type[models.Model], numbers: Iterable[Any]) -> None:
        """Reads the names of these rows (1 query)."""
        wanted = {number for number in numbers if number is not None}
        if wanted:
            rows = model._default_manager.filter(pk__in=wanted)
            self._names[model] |= {row.pk: str(row) for row in rows}

    def of(self, model: type[models.Model], number: Any) -> str:
        """Returns the name of a row; a row that is gone has none."""
        return self._names[model].get(number) or _("(retiré)")


def said(column: "models.Field[Any, Any]", value: Any, names: Names) -> str:
    """Says in words a value that the history holds; empty for nothing."""
    if value is None or value == "" or value == []:
        return ""
    if column.many_to_many or column.is_relation:
        numbers = value if isinstance(value, list) else [value]
        return ", ".join(names.of(_target(column), number) for number in numbers)
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    if isinstance(column, models.DateField):
        form = "F Y" if validate_month in column.validators else "j F Y"
        return date_format(date.fromisoformat(value), form)
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    return number_format(value, force_grouping=True) if isinstance(value, int) else str(value)


def said_of(row: models.Model, name: str, value: Any) -> str:
    """Says one value of one row in words (1 query where it refers to rows)."""
    column, names = _column(type(row), name), Names()
    if column.is_relation:
        names.fetch(_target(column), value if isinstance(value, list) else [value])
    return said(column, value, names)


def told_changes(entries: Sequence[HistoryEntry]) -> list[RowChange]:
    """Tells entries of rows in words, in their order (1 query per kind of row that they refer to)."""
    names = _names(entries)
    titles = _titles(entries, names)
    return [_told(entry, titles, names) for entry in entries]


def _told(entry: HistoryEntry, titles: Mapping[tuple[str, str], str], names: Names) -> RowChange:
    model = _model(entry.noun)
    noun = model._meta.verbose_name if model else entry.noun
    words = {"noun": noun, "name": titles.get((entry.noun, entry.subject), "")}
    sentences = {
        f"{entry.noun}_added": _("Ajout : %(noun)s « %(name)s »"),
        f"{entry.noun}_changed": _("Modification : %(noun)s « %(name)s »"),
        f"{entry.noun}_removed": _("Retrait : %(noun)s « %(name)s »"),
    }
    sentence = sentences.get(entry.event, entry.event)
    what = sentence % words if entry.event in sentences else sentence
    fields = [_field(column, values, names) for column, values in _values(entry)]
    if "link_number" in entry.particulars and entry.event.endswith("_changed"):
        fields.append(FieldChange(_("Lien des participants"), "", _("changé"), ()))
    is_addition = entry.event == f"{entry.noun}_added"
    return RowChange(entry.at, _who(entry), entry.why, what, fields, is_addition)


def _who(entry: HistoryEntry) -> str:
    """The name of a person, or what a script does in words."""
    scripts = {
        "load_referentiel": _("données de départ"),
        "demo_referentiel": _("démonstration"),
    }
    return scripts.get(entry.author, entry.author) if not entry.account else entry.author


def _field(column: "models.Field[Any, Any]", values: Sequence[Any], names: Names) -> FieldChange:
    before, after = (said(column, value, names) for value in values)
    is_text = isinstance(column, models.CharField | models.TextField) and not column.choices
    stretches = differences(before, after) if is_text and before and after else ()
    return FieldChange(str(capfirst(str(column.verbose_name))), before, after, stretches)


def _values(
    entry: HistoryEntry,
) -> Iterable[tuple["models.Field[Any, Any]", Sequence[Any]]]:
    """The fields of an entry that people fill in, each with what stood there before and after; not those left empty."""
    model = _model(entry.noun)
    if model is None:
        return
    for column in (*model._meta.concrete_fields, *model._meta.many_to_many):
        values = entry.particulars.get(column.name)
        if not isinstance(values, list) or len(values) != 2:
            continue
        if not column.editable or column.primary_key or column.name in UNSAID:
            continue
        if any(value not in (None, "", [], False) for value in values):
            yield column, values


def _names(entries: Iterable[HistoryEntry]) -> Names:
    wanted: dict[type[models.Model], set[Any]] = defaultdict(set)
    for entry in entries:
        for column, values in _values(entry):
            if column.is_relation:
                for value in values:
                    wanted[_target(column)] |= {*value} if isinstance(value, list) else {value}
    names = Names()
    for model, numbers in wanted.items():
        names.fetch(model, numbers)
    return names


def _titles(entries: Sequence[HistoryEntry], names: Names) -> dict[tuple[str, str], str]:
    """What each row is called: as it is now, or as its entries say."""
    titles: dict[tuple[str, str], str] = {}
    for entry in entries:
        model, name = _model(entry.noun), TITLES.get(entry.noun, "")
        # As it is called after the change; a removed row is called as it was before.
        for value in reversed(entry.particulars.get(name) or ()):
            if model and value:
                column = _column(model, name)
                titles.setdefault((entry.noun, entry.subject), said(column, value, names))
    for noun, subjects in _untitled(entries, titles).items():
        model = _model(noun)
        if model is not None:
            rows = model._default_manager.filter(pk__in=subjects)
            titles |= {(noun, str(row.pk)): str(row) for row in rows}
    return titles


def _untitled(
    entries: Iterable[HistoryEntry], titles: Mapping[tuple[str, str], str]
) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        if (entry.noun, entry.subject) not in titles and entry.noun in TITLES:
            found[entry.noun].add(entry.subject)
    return found


def _model(noun: str) -> type[models.Model] | None:
    return apps.all_models["referentiel"].get(noun)


def _column(model: type[models.Model], name: str) -> "models.Field[Any, Any]":
    column = model._meta.get_field(name)
    assert isinstance(column, models.Field)
    return column


def _target(column: "models.Field[Any, Any]") -> type[models.Model]:
    target = column.related_model
    assert isinstance(target, type)
    return target
