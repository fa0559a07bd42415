"""A database of before the journal said facts, migrated: nothing is lost, nothing else is rewritten."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection

from tests.servers import SiteInstance
from tests.sessions.live.conftest import database_url

pytestmark = pytest.mark.standalone

DUMP = Path(__file__).parent / "before_facts.sql"
"""Made by the code of before: the demonstration and a séance without names, with one of every event."""

Room = dict[str, Any]


@pytest.fixture(scope="module")
def site(django_db_setup: None) -> Iterator[SiteInstance]:
    """A site on the database of then, migrated to now; its server is not started."""
    site = SiteInstance(database_url=empty_database())
    site.python("-m", "tests.sessions.migrations.old_database", str(DUMP))
    site.manage("migrate", "--verbosity", "0")
    yield site
    site.close()


def empty_database() -> str:
    """On the server of this run; empty for a file in the site's own directory."""
    if connection.vendor == "sqlite":
        return ""
    server, _, _ = database_url().rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as postgres:
        postgres.execute("DROP DATABASE IF EXISTS of_before")
        postgres.execute("CREATE DATABASE of_before")
    return f"{server}/of_before"


@pytest.fixture(scope="module")
def rooms(site: SiteInstance) -> list[Room]:
    """The séances as they are now."""
    found: list[Room] = json.loads(site.python("-m", "tests.sessions.migrations.journal_now"))
    assert [room["anonymous"] for room in found] == [False, True]
    return found


@pytest.fixture(scope="module")
def before() -> dict[int, list[dict[str, Any]]]:
    """The entries of then, by séance."""
    query = "SELECT * FROM ateliers_journalentry ORDER BY session_id, seq"
    with closing(sqlite3.connect(":memory:")) as old:
        old.executescript(DUMP.read_text(encoding="utf-8"))
        old.row_factory = sqlite3.Row
        found: dict[int, list[dict[str, Any]]] = {}
        for row in old.execute(query):
            entry = {**row, "fragments": json.loads(row["fragments"])}
            found.setdefault(row["session_id"], []).append(entry)
    return found


Before = dict[int, list[dict[str, Any]]]


def test_number_time_event_and_actor_stay(rooms: list[Room], before: Before) -> None:
    for room in rooms:
        was = [(one["seq"], one["name"], one["actor"], at(one["at"])) for one in before[room["id"]]]
        now = [(one["seq"], one["event"], one["actor"], at(one["at"])) for one in room["entries"]]
        assert now == was
        assert [one["seq"] for one in room["entries"]] == list(range(1, room["head"] + 1))


def at(written: str) -> datetime:
    """A time as SQLite keeps it, or as Python writes it."""
    known = datetime.fromisoformat(written)
    return known if known.tzinfo else known.replace(tzinfo=UTC)


def test_page_at_any_number_draws_again_whatever_it_would_have_before(
    rooms: list[Room], before: Before
) -> None:
    for room in rooms:
        for seq, touched in enumerate(room["touched"]):
            later = {one for entry in before[room["id"]][seq:] for one in entry["fragments"]}
            # It is several fragments now, one for each number.
            if "counts" in later:
                assert any(one.endswith("-count") for one in touched), seq
            assert later - {"counts"} <= set(touched), seq


def test_every_page_catches_up_and_no_entry_can_be_rewritten(rooms: list[Room]) -> None:
    for room in rooms:
        assert room["astray"] == []
        assert room["refused"]


def test_facts_are_about_what_they_were_about(rooms: list[Room], before: Before) -> None:
    events = set()
    for room in rooms:
        for entry, was in zip(room["entries"], before[room["id"]], strict=True):
            events.add(entry["event"])
            piece = {"participant": "person"}.get(entry["noun"], entry["noun"])
            if entry["noun"] in {"card", "proposal", "participant"}:
                assert f"{piece}-{entry['subject']}" in was["fragments"]
            else:
                assert entry["noun"] in {"poll", "step", "session"}
            assert not {str(value) for value in entry["particulars"].values()} - {"[]"}
    assert len(events) == 25
