"""The steps of every command of the référentiel: one transaction, and one entry of the history per row.

Pages, the admin, scripts and the API change rows with `keep` and `remove`, or with a command of their own
that calls `record`. No other code writes: tests/test_architecture.py checks that.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from referentiel.models import HistoryEntry
from referentiel.models.history import noun_of

Fields = dict[str, Any]
Links = Mapping[str, Collection[models.Model]]
_plain = DjangoJSONEncoder()
Listener = Callable[[Sequence[HistoryEntry]], None]
_listeners: dict[Listener, None] = {}
"""The listeners, which show rows of the référentiel. The référentiel does not know what they are."""
_untold: ContextVar[list[HistoryEntry] | None] = ContextVar("_untold", default=None)
"""The entries of the change that is under way, which listeners do not know yet."""


@dataclass(frozen=True)
class Author:
    """Says who changes the référentiel: a person by name, with the number of their account, or a script."""

    name: str = ""
    account: int = 0


@contextmanager
def change() -> Iterator[None]:
    """Opens one transaction. At its end, when all rows stand as its entries say, listeners are called with the entries.

    One inside of another is part of it. Every command that changes rows of the référentiel opens one, also in a séance.
    So all rows are locked before the entries of the search, which come last, and in one order for everybody: of two
    changes at once, neither holds what the other one waits for.
    """
    outer = _untold.get()
    entries = outer if outer is not None else []
    told = len(entries)
    mark = _untold.set(entries)
    try:
        with transaction.atomic():
            yield
            if outer is None:
                _untold.set(None)
                _tell(entries)
    except BaseException:
        # What was undone never happened.
        del entries[told:]
        raise
    finally:
        _untold.reset(mark)


@change()
def keep(
    row: models.Model,
    *,
    links: Links | None = None,
    author: Author,
    why: str = "",
    operation: UUID | None = None,
) -> HistoryEntry | None:
    """Adds or changes a row, with its many-to-many links where some are given.

    `operation` is that of the form that adds or changes it (`commands/once.py`). Returns the entry;
    None, without an entry, when nothing in the row changed. Raises ValidationError when the row holds a
    value that is not allowed.
    """
    row.full_clean()
    before = put(row)
    for name, targets in (links or {}).items():
        getattr(row, name).set(targets)
    return note(row, before, author=author, why=why, operation=operation)


@change()
def remove(row: models.Model, *, author: Author, why: str = "") -> HistoryEntry:
    """Deletes a row. The entry keeps its values. Raises ProtectedError when another row needs it."""
    was = {name: [value, None] for name, value in contents(row).items()}
    noun, subject = noun_of(row), str(row.pk)
    row.delete()
    return record(f"{noun}_removed", noun, subject, was, author=author, why=why)


def put(row: models.Model) -> Fields | None:
    """Saves the columns of a row and returns the values before, for a call of `note` once the links are saved too."""
    before = contents_now(row)
    row.save()
    return before


def note(
    row: models.Model,
    before: Fields | None,
    *,
    author: Author,
    why: str = "",
    operation: UUID | None = None,
) -> HistoryEntry | None:
    """Records how a row that was just saved differs from `before` (None for a new one). In a transaction."""
    now, noun = contents(row), noun_of(row)
    if before is None:
        added = {name: [None, value] for name, value in now.items()}
        return record(
            f"{noun}_added",
            noun,
            str(row.pk),
            added,
            author=author,
            why=why,
            operation=operation,
        )
    changed = {name: [before[name], now[name]] for name in now if before.get(name) != now[name]}
    if not changed:
        return None
    return record(
        f"{noun}_changed",
        noun,
        str(row.pk),
        changed,
        author=author,
        why=why,
        operation=operation,
    )


def record(
    event: str,
    noun: str,
    subject: str,
    particulars: Fields,
    *,
    author: Author,
    why: str = "",
    operation: UUID | None = None,
) -> HistoryEntry:
    """Adds one entry to the history, in the change that it tells of. Raises RuntimeError outside of a change."""
    untold = _untold.get()
    if untold is None:
        raise RuntimeError("an entry is written in its change")
    entry = HistoryEntry.objects.create(
        author=author.name,
        account=author.account,
        why=why,
        event=event,
        noun=noun,
        subject=subject,
        particulars=particulars,
        operation=operation,
    )
    untold.append(entry)
    return entry


def _tell(entries: Sequence[HistoryEntry]) -> None:
    if entries:
        for listener in _listeners:
            listener(entries)


def listen(listener: Listener) -> None:
    """Calls `listener` with the entries of each change from now on, in its transaction and once its rows are saved."""
    _listeners[listener] = None


def contents(row: models.Model) -> Fields:
    """Returns the values of a row by field, as JSON. Rows that it refers to are ids, sorted where there are many."""
    said = {
        field.name: _plain_value(field.value_from_object(row))
        for field in row._meta.concrete_fields
    }
    said |= {
        field.name: sorted(target.pk for target in getattr(row, field.name).all())
        for field in row._meta.many_to_many
    }
    return said


def contents_now(row: models.Model) -> Fields | None:
    """Locks the row and returns its values in the database; None when the database does not have it."""
    if row._state.adding:  # noqa: SLF001 -- how Django says that a row is new
        return None
    kept = type(row)._default_manager.select_for_update().filter(pk=row.pk).first()
    return contents(kept) if kept is not None else None


def _plain_value(value: Any) -> Any:
    """Days, times and the like as JSON writes them; what is JSON already as it is."""
    if value is None or isinstance(value, bool | int | float | str | list | dict):
        return value
    return _plain.default(value)
