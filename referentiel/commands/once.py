"""Rows that a form adds: the form has an operation id, and adds one row however often it is sent."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from referentiel.commands.base import Author, Links, change, keep
from referentiel.models import HistoryEntry
from referentiel.models.history import noun_of

P = ParamSpec("P")
Made = TypeVar("Made")
Row = TypeVar("Row", bound=models.Model)


def add_once(
    row: Row,
    *,
    links: Links | None = None,
    operation: UUID | None,
    author: Author,
    why: str = "",
) -> Row:
    """Adds a row, or returns the one that this operation has added before. Raises ValidationError."""
    made = made_by(type(row), operation)
    if made is not None:
        return made
    # The same form may be sent by a second click meanwhile.
    return keep_or_find(
        row,
        lambda: made_by(type(row), operation),
        links=links,
        operation=operation,
        author=author,
        why=why,
    )


def keep_or_find(
    row: Row,
    find: Callable[[], Row | None],
    *,
    links: Links | None = None,
    operation: UUID | None = None,
    author: Author,
    why: str = "",
) -> Row:
    """Adds a row, or returns the one that `find` finds when somebody has added it since the caller looked.

    Raises ValidationError or IntegrityError when the row is refused, and `find` finds none.
    """
    try:
        with transaction.atomic():
            keep(row, links=links, author=author, why=why, operation=operation)
    except (ValidationError, IntegrityError):
        known = find()
        if known is None:
            raise
        return known
    return row


def made_by(model: type[Row], operation: UUID | None) -> Row | None:
    """Finds the row of this model that an operation has added; none when it was removed since."""
    of_it = entry_of(operation, noun_of(model))
    return model._default_manager.filter(pk=of_it.subject).first() if of_it else None


def entry_of(operation: UUID | None, noun: str) -> HistoryEntry | None:
    """Finds the entry that a form has written about this noun, when it was sent before."""
    if operation is None:
        return None
    return HistoryEntry.objects.filter(operation=operation, noun=noun).first()


def looking_twice(
    *refusals: type[Exception],
) -> Callable[[Callable[P, Made]], Callable[P, Made]]:
    """Runs a command in one change, and once more when it was refused in one of these ways.

    The database refuses what another request has made meanwhile: the same operation, address or number. The second look
    finds it.
    """

    def decorate(body: Callable[P, Made]) -> Callable[P, Made]:
        @wraps(body)
        def perform(*args: P.args, **kwargs: P.kwargs) -> Made:
            try:
                with change():
                    return body(*args, **kwargs)
            except refusals:
                with change():
                    return body(*args, **kwargs)

        return perform

    return decorate
