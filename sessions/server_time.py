"""The time by which clocks run: the database's, which all processes share. Their own dates may be wrong (I15)."""

import time
from datetime import UTC, datetime

from django.db import connection

ASKED_AGAIN = 600.0
"""Seconds. A monotonic clock strays from the database's by less than 0.1 s meanwhile."""
STRAYED = 1.0
"""Seconds by which this machine's date may move against its monotonic clock before the database is asked again:
somebody set the date, or the machine slept."""


class _Known:
    """How far the database's time is ahead of this process's monotonic clock, once it was asked."""

    ahead: float | None = None
    asked_at = 0.0
    lead = 0.0


def now() -> datetime:
    """The database's time, in UTC. On PostgreSQL, a process asks for it every ten minutes."""
    ask_if_due()
    return datetime.fromtimestamp(_known(), UTC)


def now_ms() -> int:
    """The same, in milliseconds since 1970, as pages count."""
    ask_if_due()
    return int(_known() * 1000)


def known_ms() -> int | None:
    """The same without a query, for who must not wait; None while nobody in this process has asked."""
    if _is_own() or _Known.ahead is not None:
        return int(_known() * 1000)
    return None


def ask_if_due() -> None:
    """Asks the database, unless it was asked lately. SQLite is not asked: it has the clock of its only machine."""
    if _is_own():
        return
    at = time.monotonic()
    strayed = abs(time.time() - at - _Known.lead) > STRAYED
    if _Known.ahead is None or strayed or at - _Known.asked_at > ASKED_AGAIN:
        _ask()


def _is_own() -> bool:
    return connection.vendor != "postgresql"


def _known() -> float:
    if _is_own() or _Known.ahead is None:
        return time.time()
    return time.monotonic() + _Known.ahead


def _ask() -> None:
    before = time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXTRACT(EPOCH FROM clock_timestamp())")
        told = float(cursor.fetchone()[0])
    after = time.monotonic()
    _Known.ahead = told - (before + after) / 2
    _Known.asked_at, _Known.lead = after, time.time() - after
