"""Readers never wait for writers (I24): a page is read without a write, whoever asks for it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from sessions.models import Facilitator
from tests.sessions.views import test_every_address as every_address
from tests.sessions.views.test_every_address import Row, arguments, reach, send
from tests.sessions.world import World

filled, world = every_address.filled, every_address.world
elsewhere, browsers = every_address.elsewhere, every_address.browsers
PAGES = [row for row in every_address.ROWS if row.method == "GET"]
READING = ("SELECT", "SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT", "SET TRANSACTION")
"""How the statements of a page that is only read begin."""


def there(world: World, row: Row) -> None:
    """The room at the step of the row."""
    reach(world, row.step)
    # What its address needs is made now, not while the page is asked for: a table on paper.
    arguments(row, world)


@pytest.fixture
def written() -> Iterator[list[str]]:
    """Every statement of the test's own connection that writes."""
    statements: list[str] = []

    def listen(execute: Any, sql: str, *others: Any) -> Any:
        if not sql.lstrip().startswith(READING):
            statements.append(sql)
        return execute(sql, *others)

    with connection.execute_wrapper(listen):
        yield statements


@pytest.mark.parametrize("row", PAGES, ids=str)
def test_page_is_read_without_a_write(
    world: World, browsers: dict[str, Client], row: Row, written: list[str]
) -> None:
    """A write waits for other writers, and a reader must not (I24)."""
    there(world, row)
    for browser in browsers.values():
        written.clear()
        send(browser, row, world)
        assert written == []


@pytest.mark.parametrize("row", PAGES, ids=str)
def test_page_is_read_without_a_write_by_a_login_that_a_new_password_ended(
    world: World, browsers: dict[str, Client], row: Row, written: list[str]
) -> None:
    there(world, row)
    alice = Facilitator.objects.get(pk=world.room.leader.id)
    alice.set_password("une phrase toute neuve")
    alice.save()
    written.clear()
    send(browsers["leader"], row, world)
    assert written == []
