"""I14. The disk is full: the error is clear, pages stay readable, the site recovers, and the database is intact."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.faults.bots import Asked, Bot
from tests.faults.hall import Hall
from tests.faults.waiting import until_answered

pytestmark = pytest.mark.standalone


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 20 MB, in memory."""
    if os.geteuid() != 0:
        pytest.skip("only root may mount a file system of 20 MB")
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", str(place)]
    tried = subprocess.run(mount, capture_output=True, text=True, check=False)
    if tried.returncode != 0:
        pytest.skip(f"no file system of 20 MB here: {tried.stderr.strip()}")
    yield place
    subprocess.run(["umount", str(place)], check=True)


async def test_sqlite_on_a_full_disk(
    open_hall: Callable[..., Hall], prepared: Path, disk: Path
) -> None:
    file = disk / "db.sqlite3"
    shutil.copy(prepared / "db.sqlite3", file)
    async with open_hall(database_url=f"sqlite:///{file}") as hall:
        people = await hall.seat(4)
        for person in people:
            await person.post_card(f"{person.name}, avant")
        ballast = fill(disk)
        refused = await post_until_refused(people[0])
        page = await people[1].request("GET", hall.room.path)
        assert page.status_code == 200
        assert "Personne 0, avant" in page.text
        assert all(bot.socket is not None for bot in people)
        ballast.unlink()
        await until_answered(
            lambda: people[0].try_once(refused), seconds=30, what="the same form taken"
        )
        assert refused.is_acknowledged
        await hall.check()
        with closing(sqlite3.connect(file)) as database:
            assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def fill(disk: Path) -> Path:
    """Takes all the room there is."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError:
            return ballast


async def post_until_refused(author: Bot) -> Asked:
    """The pages that the database has already may take some more cards; then it says so clearly."""
    for number in range(500):
        asked = Asked(
            author.room.path + "cartes/",
            {"kind": "etape", "title": f"Trop {number}", "text": "x" * 1500},
        )
        author.asked.append(asked)
        if not await author.try_once(asked):
            assert asked.statuses == [503]
            answer = await author.request(
                "POST", asked.path, {"operation": asked.operation, **asked.fields}
            )
            assert answer.status_code == 503
            assert "Rien n’a été enregistré" in answer.text
            return asked
    raise AssertionError("the disk is never full")
