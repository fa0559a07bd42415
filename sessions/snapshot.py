"""Reads a whole séance as it is at one moment, without blocking those who write meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.sqlite3.base import DatabaseWrapper


@contextmanager
def snapshot() -> Iterator[None]:
    """All queries of the block see the database as its first one does. Nothing may be written in it.

    Inside of a transaction, the block sees what that transaction sees.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.in_atomic_block:
        yield
    elif isinstance(connection, DatabaseWrapper):
        with _deferred(connection), transaction.atomic():
            yield
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield


@contextmanager
def _deferred(connection: DatabaseWrapper) -> Iterator[None]:
    """Our transactions on SQLite take the write lock when they begin. One that only reads must not take the lock."""
    # A connection gets its mode when it opens: here a command of manage.py may open it.
    connection.ensure_connection()
    # django-stubs does not know it.
    usual = connection.transaction_mode  # type: ignore[attr-defined]
    connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]
    try:
        yield
    finally:
        connection.transaction_mode = usual  # type: ignore[attr-defined]
