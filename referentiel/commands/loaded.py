"""What loads have written so far, read from the history: a load leaves everything else to people."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models

from referentiel.commands.base import Author, contents
from referentiel.models import HistoryEntry
from referentiel.models.history import noun_of


class Loaded:
    """Knows the rows that loads have created, and the last value that each of their fields got, with its author."""

    def __init__(self, author: Author) -> None:
        self.author = author
        self._wrote: dict[tuple[str, str], dict[str, tuple[Any, bool]]] = defaultdict(dict)
        self._added: dict[str, list[tuple[str, Mapping[str, Any]]]] = defaultdict(list)
        for entry in self._entries():
            self._read(entry)

    def number_of(self, model: type[models.Model], identity: Mapping[str, Any]) -> Any:
        """Returns the number of the row that a load created for this key; None when none did."""
        wanted = {name: _plain(value) for name, value in identity.items()}
        for subject, first in reversed(self._added[noun_of(model)]):
            if all(first.get(name) == value for name, value in wanted.items()):
                return subject
        return None

    def has_loaded(self, model: type[models.Model], identity: Mapping[str, Any]) -> bool:
        """Tells whether a load has ever created a row for this key."""
        return self.number_of(model, identity) is not None

    def wrote(self, row: models.Model, name: str) -> bool:
        """Tells whether what stands in a field is what a load wrote there, and nobody else.

        A column that is newer than the row was written by nobody: a load may fill it in while it is blank.
        """
        written = self._wrote.get((noun_of(row), str(row.pk)))
        if written is None:
            return False
        now = contents(row)[name]
        if name not in written:
            return bool(now == _blank(row, name))
        value, by_load = written[name]
        return by_load and bool(value == now)

    def add(self, row: models.Model, identity: Iterable[str]) -> None:
        """Remembers a row that this load has just created."""
        said = contents(row)
        self._added[noun_of(row)].append((str(row.pk), {name: said[name] for name in identity}))
        self._wrote[noun_of(row), str(row.pk)] = {
            name: (value, True) for name, value in said.items()
        }

    def _entries(self) -> Iterable[HistoryEntry]:
        """All that happened to the rows that loads have created, in its order (1 query)."""
        created = HistoryEntry.objects.filter(
            author=self.author.name, account=self.author.account, event__endswith="_added"
        )
        nouns = created.order_by().values("noun").distinct()
        return HistoryEntry.objects.filter(noun__in=nouns).order_by("pk")

    def _read(self, entry: HistoryEntry) -> None:
        by_load = (entry.author, entry.account) == (self.author.name, self.author.account)
        row = (entry.noun, entry.subject)
        if entry.event == f"{entry.noun}_added" and by_load:
            first = {name: values[1] for name, values in entry.particulars.items()}
            self._added[entry.noun].append((entry.subject, first))
        elif row not in self._wrote:
            # A row that somebody else has added.
            return
        for name, values in entry.particulars.items():
            if isinstance(values, list) and len(values) == 2:
                self._wrote[row][name] = (values[1], by_load)


def _plain(value: Any) -> Any:
    """A part of a key as the history writes it."""
    return value.pk if isinstance(value, models.Model) else value


def _blank(row: models.Model, name: str) -> Any:
    """What a new column holds in a row that was there before it."""
    column = row._meta.get_field(name)
    assert isinstance(column, models.Field)
    return [] if column.many_to_many else column.get_default()
