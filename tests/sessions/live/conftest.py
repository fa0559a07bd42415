"""The site served by a process of its own on the database and the layer of this run."""

import os
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.db import connection

from sessions import access
from sessions.audience import PARTICIPANTS, Audience
from sessions.fragments.boards import render_board
from sessions.models import AtelierSession
from tests.factories import Person, Room
from tests.servers import SiteInstance
from tests.sessions.page import Page
from tests.visitors import Visitor


@pytest.fixture(scope="session")
def site(django_db_setup: None) -> Iterator[SiteInstance]:
    """One process for all tests. What a test prepares must be committed: `transactional_db`."""
    server = SiteInstance(
        database_url=database_url(),
        redis_url=settings.REDIS_URL,
        VAR_DIR=str(settings.VAR_DIR),
        # Boards hold the join link: this process and that one must write the same.
        PUBLIC_URL=settings.PUBLIC_URL,
    )
    server.environment["EXTRA_ORIGINS"] = server.url
    with server:
        yield server


@pytest.fixture
def visitor(transactional_db: None, site: SiteInstance) -> Callable[..., Visitor]:
    """Makes browsers: `visitor(bob)` with his seat, `visitor(room)` of its facilitator, `visitor()` of a stranger."""
    return lambda who=None: Visitor(site.url, cookies_of(who))


def cookies_of(who: Person | Room | None) -> dict[str, str]:
    if who is None:
        return {}
    if isinstance(who, Person):
        return {access.seat_cookie(who.seat.session): who.key}
    name = settings.SESSION_COOKIE_NAME
    return {name: who.leader_browser().cookies[name].value}


def current_page(room: Room, audience: Audience = PARTICIPANTS) -> Page:
    """The page as it would load now."""
    session = AtelierSession.objects.select_related("current_step").get(pk=room.session.pk)
    return Page(render_board(session, audience), session.last_seq)


def database_url() -> str:
    """The address of the test database, for another process."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))
