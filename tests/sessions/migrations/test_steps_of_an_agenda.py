"""Steps and cards of before, migrated: kept as they were, and shown by every board."""

import json
import sqlite3
from collections import defaultdict
from contextlib import closing
from typing import Any

import pytest

from sessions.steps import KINDS
from tests.servers import SiteInstance
from tests.sessions.migrations import test_journal_of_facts

pytestmark = pytest.mark.standalone

site = test_journal_of_facts.site
"""A site on a database of before, migrated to now."""


@pytest.fixture(scope="module")
def now(site: SiteInstance) -> list[dict[str, Any]]:
    """By séance."""
    found: list[dict[str, Any]] = json.loads(
        site.python("-m", "tests.sessions.migrations.agenda_now")
    )
    return found


def before(query: str) -> list[list[Any]]:
    """Rows of then, by séance (their first column)."""
    found: dict[int, list[Any]] = defaultdict(list)
    with closing(sqlite3.connect(":memory:")) as old:
        old.executescript(test_journal_of_facts.DUMP.read_text(encoding="utf-8"))
        for session, *row in old.execute(query):
            found[session].append(row)
    return [found[session] for session in sorted(found)]


def test_steps_keep_kind_instruction_and_length_and_get_no_title(now: list[dict[str, Any]]) -> None:
    old = before(
        "SELECT session_id, kind_key, instruction, minutes FROM ateliers_step"
        " ORDER BY session_id, position"
    )
    assert [
        [[kind, instruction, minutes] for kind, _, instruction, minutes, _ in room["steps"]]
        for room in now
    ] == old
    for room in now:
        assert [name for _, name, *_ in room["steps"]] == [
            str(KINDS[key].name) for key, *_ in room["steps"]
        ]
        assert {title for *_, title in room["steps"]} == {""}
        assert room["made"] == [[{}, {}]] * len(room["steps"])


def test_cards_keep_their_kinds(now: list[dict[str, Any]]) -> None:
    old = before("SELECT session_id, id, kind FROM ateliers_trajectorycard ORDER BY session_id, id")
    assert [room["cards"] for room in now if room["cards"]] == old


def test_boards_of_every_audience_show_the_step(now: list[dict[str, Any]]) -> None:
    assert now
    for room in now:
        assert set(room["boards"].values()) == {True}
