"""I18. A backup taken in the middle of a burst restores: I2 and I6 hold on the restored room."""

import asyncio
import shutil
import subprocess
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.faults.bots import Bot
from tests.faults.bursts import posting
from tests.faults.checker import CARDS, check_every_since, check_journal
from tests.faults.hall import Hall
from tests.faults.length import LONG, by_length
from tests.instances import PostgresInstance, program
from tests.servers import SiteInstance

pytestmark = pytest.mark.standalone
PEOPLE = by_length(short=8, long=40)

Restore = Callable[[Hall, Path], Awaitable[SiteInstance]]


async def test_backup_of_sqlite(open_hall: Callable[..., Hall], tmp_path: Path) -> None:
    async with open_hall() as hall:
        await back_up_and_restore(hall, tmp_path / "sauvegarde.sqlite3", on_sqlite)


@pytest.mark.skipif(not LONG, reason="PostgreSQL: in the long form")
async def test_backup_of_postgresql(
    open_hall: Callable[..., Hall], postgres: PostgresInstance, tmp_path: Path
) -> None:
    async with open_hall(database_url=postgres.url) as hall:
        hall.site.environment["PATH"] += f":{Path(program('pg_dump')).parent}"

        async def on_postgres(hall: Hall, backup: Path) -> SiteInstance:
            return await on_postgresql(hall, backup, postgres)

        await back_up_and_restore(hall, tmp_path / "sauvegarde.dump", on_postgres)


async def back_up_and_restore(hall: Hall, backup: Path, restore: Restore) -> None:
    people = await hall.seat(PEOPLE)
    for person in people[:3]:
        person.keeps_snapshots = True
    async with posting(people, pause=0.2):
        await hall.nemesis.wait(1, 2)
        before = {one.operation for bot in people for one in bot.asked if one.is_acknowledged}
        await asyncio.to_thread(hall.site.manage, "backup", str(backup))
    facts = await hall.check()
    restored = await restore(hall, backup)
    try:
        await asyncio.to_thread(restored.start)
        old = await hall.facts(restored)
        check_journal(old)
        assert before <= old.operations.keys() < facts.operations.keys()
        assert old.entries == facts.entries[: old.head]
        for person in people[:3]:
            person.origins = [restored.url]
            # A page may be ahead of its number, up to its next one: this one, perhaps, of the backup too.
            person.snapshots.pop(max(seq for seq in person.snapshots if seq <= old.head))
            await check_every_since(old, person)
        await goes_on(people[0], old.cards)
    finally:
        await asyncio.to_thread(restored.close)


async def goes_on(person: Bot, cards: list[str]) -> None:
    """Seats of the backup still work. Operations in the backup are answered again; later ones are done again."""
    for asked in [one for one in person.asked if one.path.endswith(CARDS)]:
        assert await person.try_once(asked)
        assert asked.is_acknowledged
    assert any(one.fields.get("title") not in cards for one in person.asked)


async def on_sqlite(hall: Hall, backup: Path) -> SiteInstance:
    """As docs/operations.md says: the file in its place, beside the same secret key."""
    site = SiteInstance()
    shutil.copytree(Path(hall.site.environment["VAR_DIR"]) / "static", site.directory / "static")
    shutil.copy(backup, site.directory / "db.sqlite3")
    return site


async def on_postgresql(hall: Hall, backup: Path, postgres: PostgresInstance) -> SiteInstance:
    """Into a database of its own, which must be empty."""
    address = [*postgres.address(), "--username=ateliers"]
    await asyncio.to_thread(postgres.check, "createdb", *address, "restored")
    # As ourselves: the file is for our eyes only, and not for the server's account.
    command = [program("pg_restore"), *address, "--no-owner", "--dbname=restored", str(backup)]
    await asyncio.to_thread(subprocess.run, command, check=True)
    return SiteInstance(
        database_url=postgres.url.removesuffix("ateliers") + "restored",
        VAR_DIR=str(hall.site.directory),
    )
