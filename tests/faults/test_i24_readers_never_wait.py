"""I24. Readers never wait for writers: another process holds the lock that writers need, while forms are sent again."""

import asyncio
import json
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing

import psycopg
import pytest

from tests.faults.bots import Bot
from tests.faults.hall import Hall
from tests.faults.length import LONG, by_length
from tests.faults.waiting import until
from tests.instances import PostgresInstance
from tests.servers import DAPHNE, UVICORN

pytestmark = pytest.mark.standalone
PAGES = 40
HELD = by_length(short=10.0, long=30.0)
"""Seconds of the lock."""
LONGEST_READ = 1.0 if LONG else 3.0
LONGEST_FORM = 10.0
"""Seconds after which a page gives up on an answer."""


@pytest.mark.parametrize("server", [DAPHNE, UVICORN])
async def test_pages_are_read_and_forms_kept_while_another_process_writes(
    open_hall: Callable[..., Hall], server: str
) -> None:
    async with open_hall(environments=({"server": server},)) as hall:
        people = await hall.seat(PAGES)
        file = hall.site.directory / "db.sqlite3"
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await pages_are_read_and_forms_kept(hall, people, lambda: other.execute("ROLLBACK"))


async def test_pages_are_read_and_forms_kept_while_another_process_has_the_turn(
    open_hall: Callable[..., Hall], postgres: PostgresInstance
) -> None:
    """Each form that waits holds a connection, of which PostgreSQL gives a process a few."""
    async with open_hall(database_url=postgres.url) as hall:
        people = await hall.seat(PAGES)
        with psycopg.connect(postgres.url) as other:
            turn = "SELECT 1 FROM ateliers_ateliersession WHERE code = %s FOR UPDATE"
            other.execute(turn, [hall.room.code])
            await pages_are_read_and_forms_kept(hall, people, other.rollback)


async def pages_are_read_and_forms_kept(
    hall: Hall, people: Sequence[Bot], let_go: Callable[[], object]
) -> None:
    """Everybody posts while somebody else holds a lock, and pages are read all the time."""
    reading = json.dumps(people[0].cookies)
    paths = [hall.room.path, f"{hall.room.path}suite/?since=1", "/", f"{hall.room.path}qr.svg"]
    readers = hall.beside("tests.faults.leafing", hall.site.url, reading, *paths)
    async with asyncio.TaskGroup() as forms, readers as reads:
        sent = [forms.create_task(one.post_card(f"De {one.name}")) for one in people]
        await asyncio.sleep(HELD)
        let_go()
        await until(lambda: all(form.done() for form in sent), seconds=60, what="all taken")
    assert {status for status, _ in reads} == {200}
    assert max(seconds for _, seconds in reads) < LONGEST_READ, sorted(reads)[-5:]
    # 0 is a form that its page gave up on: what it waits for, one thing after another, took longer.
    assert {status for one in people for status in one.asked[-1].statuses} <= {200, 429, 503}
    await hall.check()


async def test_export_does_not_wait_for_the_write_lock_nor_take_it(
    open_hall: Callable[..., Hall],
) -> None:
    async with open_hall() as hall:
        leader = hall.bot("facilitators", audience="facilitators")
        with closing(
            sqlite3.connect(hall.site.directory / "db.sqlite3", isolation_level=None)
        ) as other:
            other.execute("BEGIN IMMEDIATE")
            answer = await leader.request("GET", f"{hall.room.path}exports/json")
            assert answer.status_code == 200
            other.execute("ROLLBACK")
