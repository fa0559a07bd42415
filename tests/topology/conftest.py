"""The deployment without containers: PostgreSQL, Redis, two processes of the site, and nginx in front of them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.instances import PostgresInstance, RedisInstance
from tests.nginx import NginxInstance, trusting
from tests.servers import DAPHNE, UVICORN, SiteInstance
from tests.visitors import Visitor


@dataclass
class Deployment:
    """Two processes, `first` and `second`, that share a database, a layer and a room."""

    redis: RedisInstance
    first: SiteInstance
    second: SiteInstance
    told: dict[str, Any]

    @property
    def code(self) -> str:
        """The code of the room."""
        return str(self.told["code"])

    def visitor(self, name: str, site: SiteInstance) -> Visitor:
        """A browser of `alice`, `bob` or `chloe` that talks to one of the processes."""
        return Visitor(site.url, self.told[name])

    def new_room(self) -> None:
        """Makes a new room, so that earlier tests of the same room do not matter."""
        self.told = json.loads(self.first.python("-m", "tests.topology.stage"))


@dataclass
class Front:
    """The same deployment behind nginx, as visitors reach it: by TLS, without knowing which process answers."""

    nginx: NginxInstance
    deployment: Deployment

    def visitor(self, name: str) -> Visitor:
        """A browser of `alice`, `bob` or `chloe`."""
        return Visitor(self.nginx.url, self.deployment.told[name], trust=trusting())


@pytest.fixture(scope="package")
def stores() -> Iterator[tuple[PostgresInstance, RedisInstance]]:
    """An empty database and a layer."""
    with PostgresInstance() as database, RedisInstance() as redis:
        yield database, redis


@pytest.fixture(scope="package")
def prepared(stores: tuple[PostgresInstance, RedisInstance]) -> Iterator[dict[str, str]]:
    """The environment of every process: the database has its tables, the static files are there."""
    database, redis = stores
    site = SiteInstance(database_url=database.url, redis_url=redis.url)
    try:
        site.prepare()
        yield {
            "database_url": database.url,
            "redis_url": redis.url,
            "VAR_DIR": str(site.directory),
        }
    finally:
        site.close()


@pytest.fixture(scope="package")
def pair(
    stores: tuple[PostgresInstance, RedisInstance], prepared: dict[str, str]
) -> Iterator[Deployment]:
    """Both processes, each reached at its own address."""
    first = SiteInstance(**prepared)
    second = SiteInstance(**prepared, PUBLIC_URL=first.url)
    second.environment["EXTRA_ORIGINS"] = second.url
    with first, second:
        yield Deployment(stores[1], first, second, {})


@pytest.fixture
def deployment(pair: Deployment) -> Deployment:
    """Everything runs, and there is a room of its own for each test."""
    for instance in (pair.redis, pair.first, pair.second):
        if instance.process is None:
            instance.start()
    pair.new_room()
    return pair


@pytest.fixture(scope="package")
def proxied(
    stores: tuple[PostgresInstance, RedisInstance], prepared: dict[str, str]
) -> Iterator[Front]:
    """nginx with the deployment's configuration, before two processes that know they stand behind it."""
    first, second = (SiteInstance(**prepared, PROXIED="1") for _ in range(2))
    static = Path(prepared["VAR_DIR"]) / "static"
    nginx = NginxInstance(web_ports=[first.port, second.port], static_files=static)
    for site in (first, second):
        site.environment["PUBLIC_URL"] = nginx.url
    with first, second, nginx:
        yield Front(nginx, Deployment(stores[1], first, second, {}))


@pytest.fixture
def front(proxied: Front) -> Front:
    """Gives each test a room of its own behind nginx."""
    proxied.deployment.new_room()
    return proxied


@pytest.fixture(scope="module", params=[DAPHNE, UVICORN])
def either(request: pytest.FixtureRequest) -> Iterator[SiteInstance]:
    """One process of either server, on SQLite. At its end its log must hold no traceback."""
    with SiteInstance(server=request.param).serving() as site:
        yield site
