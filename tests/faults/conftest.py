"""Fixtures: a prepared database to copy, the source of chance, and halls."""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from tests.faults.hall import Hall
from tests.faults.length import SEED
from tests.instances import PostgresInstance, RedisInstance
from tests.servers import SiteInstance


@pytest.fixture(scope="session")
def prepared() -> Iterator[Path]:
    """Tables, référentiel and static files, made once; each hall has a copy."""
    site = SiteInstance()
    try:
        site.prepare()
        yield site.directory
    finally:
        site.close()


@pytest.fixture(scope="session")
def postgres(prepared: Path) -> Iterator[PostgresInstance]:
    """A PostgreSQL with our tables; each hall makes a room of its own in it."""
    with PostgresInstance() as database:
        site = SiteInstance(database_url=database.url)
        site.manage("migrate", "--verbosity", "0")
        site.manage("load_referentiel", "--verbosity", "0")
        site.close()
        yield database


@pytest.fixture
def redis() -> Iterator[RedisInstance]:
    """A Redis of its own for a test."""
    with RedisInstance() as layer:
        yield layer


@pytest.fixture
def dice(request: pytest.FixtureRequest) -> Random:
    """The source of all chance in a test. pytest shows the seed of a failed test, for `script/faults --seed`."""
    print(f"seed {SEED}: script/faults --seed {SEED}")  # noqa: T201
    return Random(f"{SEED} {request.node.name}")


@pytest.fixture
def open_hall(prepared: Path, dice: Random) -> Callable[..., Hall]:
    """`async with open_hall() as hall:`; see Hall for what it takes."""
    return lambda **options: Hall(prepared, dice, **options)
