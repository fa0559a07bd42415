"""The time by which clocks run is the database's, and is asked for seldom."""

import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sessions import server_time


@pytest.fixture(autouse=True)
def _unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_time._Known, "ahead", None)


@pytest.mark.django_db
def test_time_is_that_of_the_database_and_is_asked_once() -> None:
    asked = 1 if connection.vendor == "postgresql" else 0
    assert (server_time.known_ms() is None) == bool(asked)
    with CaptureQueriesContext(connection) as queries:
        told = [server_time.now_ms() for _ in range(3)]
    assert len(queries) == asked
    assert told == sorted(told)
    assert abs(told[0] - time.time() * 1000) < 1_000
    assert abs((server_time.known_ms() or 0) - told[-1]) < 1_000


@pytest.mark.django_db
def test_process_whose_date_is_wrong_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no clock but that of its machine")
    right, ticks = time.time, server_time.now_ms()
    monkeypatch.setattr(time, "time", lambda: right() + 7200)
    # Somebody has set the date of this machine: it asks again, and is told the same time.
    with CaptureQueriesContext(connection) as queries:
        assert abs(server_time.now_ms() - ticks) < 1_000
    assert len(queries) == 1
