"""Every address × everybody: who gets what, in one table; an address that it does not know fails.

The sockets (sessions/routing.py) have tests of their own, with real handshakes.
"""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

from sessions import access
from sessions.commands import participants
from sessions.login_links import login_link
from tests.factories import Person
from tests.sessions import standing as standing_rooms
from tests.sessions.views.crossing_addresses import TABLE as CROSSINGS
from tests.sessions.views.crossing_addresses import fill_crossings, of_crossings
from tests.sessions.views.memory_addresses import PUBLIC as PUBLIC_MEMORY
from tests.sessions.views.memory_addresses import TABLE as MEMORY
from tests.sessions.views.memory_addresses import fill_referentiel, of_memory
from tests.sessions.views.resource_addresses import TABLE as RESOURCES
from tests.sessions.views.resource_addresses import may_be_kept, of_resources
from tests.sessions.views.room_addresses import ABOUT, TABLE, TARGETS
from tests.sessions.world import (
    World,
    begin_amendment,
    begin_consent,
    begin_discussion,
    begin_merge,
    objection_of,
    table_of,
)

elsewhere = standing_rooms.elsewhere
ROOT = Path(__file__).parents[3]
ROLES = ("anonymous", "here", "elsewhere", "removed", "leader", "other leader")
"""`here` is Bob, who sits in the room; `leader` is Alice; the others belong elsewhere, or nowhere."""

ROOMLESS = {
    *("home", "robots", "healthz", "readyz", "metrics", "login", "password", "logout"),
    *("admin-login", "admin-password"),
    *("session-list", "session-new", "card-signs"),
}
"""Addresses without a code."""


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    name: str
    method: str
    step: str
    expected: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.method} {self.name}"


ROWS = [
    Row(name, method, step, tuple(expected))
    for name, method, step, *expected in (
        line.split()
        for table in (TABLE.strip(), MEMORY, RESOURCES, CROSSINGS)
        for line in table.splitlines()[1:]
    )
]


def addresses(
    patterns: list[URLPattern | URLResolver], prefix: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """Every address of the site by name; the admin's as one."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            namespace = "" if pattern.namespace == "ateliers" else f"{pattern.namespace}:"
            yield from addresses(pattern.url_patterns, prefix + namespace)
        else:
            yield f"{prefix}{pattern.name}", pattern


def arguments(row: Row, world: World, **changes: Any) -> dict[str, Any]:
    """What the address of a row is made of, in this room."""
    of_its_own: dict[str, dict[str, Any]] = {
        "login-link": {"account": "MQ", "token": "not-a-token"},
        "untrimmed": {"address": f"s/{world.room.session.code}/"},
        "seat": {"code": world.room.session.code, "key": world.bob.key},
        "resource": {"code": world.room.session.code, "slug": "film"},
        "export": {"code": world.room.session.code, "format_key": "html"},
        "referentiel:season": {"number": 1},
        "trajectory-publication": {"code": world.room.session.code, "territory": "malaunay"},
        "referentiel:territory": {"slug": "malaunay"},
        **of_memory(row.name),
        **of_resources(),
        **of_crossings(row.name),
    }
    if row.name in of_its_own:
        found = of_its_own[row.name]
    elif row.name in ROOMLESS or ":" in row.name:
        found = {}
    else:
        found = {"code": world.room.session.code}
    if row.name == "consent-moment":
        found["moment"] = "clarified"
    if row.name.startswith("objection-"):
        found["objection"] = objection_of(world)
    if row.name in ABOUT:
        found = {**found, "pk": world.id_of(ABOUT[row.name])}
    if row.name in {"table", "table-removal"}:
        found = {**found, "table": table_of(world)}
    return {**found, **{key: value for key, value in changes.items() if key in found}}


def body(row: Row, world: World) -> dict[str, Any]:
    """What is sent: something that the room would take."""
    cards = [world.card.pk]
    territory = world.bob.seat.territory_id
    paper = {"territory": territory, "name": "Table 1", "seats": 2}
    words: dict[str, dict[str, Any]] = {
        "home": {"code": world.room.session.code},
        "session-edit": {"title": "Une", "held_on": "2026-11-23", "new_territories": "Lens"},
        "step-clock": {"act": "start"},
        "login": {"username": "alice@exemple.fr", "password": "faux"},
        "password": {"new_password1": "court", "new_password2": "court"},
        "join": {"name": "Émile", "territory": territory},
        "participant-territory": {"territory": territory},
        "participant-introduction": {"organisation": "Halage", "family": "citizens"},
        "voices": {"shown": "1"},
        "card-new": {"kind": "etape", "title": "Une carte"},
        "card": {"kind": "etape", "title": "Une carte"},
        "card-visibility": {"hidden": "1"},
        "card-discussion": {"stake": "value"},
        "discussion-end": {"ended": "1"},
        "card-reading": {"intensity-value": "2"},
        "proposal-new": {"statement": "Faire", "cards": cards},
        "proposal": {"statement": "Faire", "cards": cards},
        "proposal-support": {"supported": "1"},
        "proposal-visibility": {"hidden": "1"},
        "proposal-merge": {"other": world.id_of("merged")},
        "proposal-version": {"agreed": "on"},
        "amendment-new": {"statement": "Tenir le fil, même l’été"},
        "trial-answer": {"answer": "echo", "text": "Nous l’avons vu."},
        "trial-dissent": {"text": "Pas moi."},
        "ballot": {f"dots-{world.proposal.pk}": "2"},
        "objection-weighing": {"kept": "1"},
        "objection-settling": {"became": "as_reserve"},
        "table-new": {**paper, "name": "Table 2"},
        "table": paper,
    }
    return {"operation": str(uuid4()), **words.get(row.name, {})}


@pytest.fixture(scope="module")
def filled(standing_elsewhere: World) -> None:
    """What the addresses of the référentiel lead to: a balise, an edition, a crossing."""
    fill_referentiel()
    fill_crossings()


@pytest.fixture
def world(filled: None, standing: World, db: None) -> World:
    """A copy of Alice's room, beside all that is filled."""
    return deepcopy(standing)


@pytest.fixture
def browsers(world: World, elsewhere: World) -> dict[str, Client]:
    """A browser for each role."""
    gone: Person = world.room.seat("Gaston", "Malaunay")
    participants.remove_participant(world.room.leader, uuid4(), gone.seat.pk)
    # Their keys are tried on this room's doors too.
    stranger = elsewhere.bob.browser()
    stranger.cookies[access.seat_cookie(world.room.session)] = elsewhere.bob.key
    return {
        "anonymous": Client(),
        "here": world.bob.browser(),
        "elsewhere": stranger,
        "removed": gone.browser(),
        "leader": world.room.leader_browser(),
        "other leader": elsewhere.room.leader_browser(),
    }


def reach(world: World, step: str) -> None:
    """Goes to a step, one where a balise is put to the test or a card is discussed included."""
    if step == "epreuve":
        begin_amendment(world)
    elif step == "discussion":
        begin_discussion(world)
    elif step == "merge":
        begin_merge(world)
    elif step == "consent":
        begin_consent(world)
    else:
        world.room.go_to(step)


PUBLIC = {
    "robots",
    "qr",
    "card-signs",
    *PUBLIC_MEMORY,
}
"""Pages that say themselves that caches may keep them. All others, new ones too, are private."""


def send(browser: Client, row: Row, world: World, **changes: Any) -> Any:
    """The answer; what it changed is undone."""
    name = row.name if ":" in row.name else f"ateliers:{row.name}"
    address = reverse(name, kwargs=arguments(row, world, **changes))
    before = {name: morsel.value for name, morsel in browser.cookies.items()}
    with transaction.atomic():
        if row.method == "POST":
            response = browser.post(address, body(row, world))
        else:
            response = browser.generic(row.method, address)
        transaction.set_rollback(True)
    browser.cookies = SimpleCookie(before)
    return response


def ask(browser: Client, row: Row, world: World, **changes: Any) -> str:
    """The answer as the table writes it; what it changed is undone."""
    response = send(browser, row, world, **changes)
    if response.status_code != 302:
        return str(response.status_code)
    target = resolve(urlsplit(response.headers["Location"]).path)
    where = target.view_name.removeprefix("ateliers:")
    return ">" + TARGETS.get(where, where)


def test_table_knows_every_address() -> None:
    known = {name for name, _ in addresses(get_resolver().url_patterns)}
    apart = {name for name in known if name.startswith("admin:")}
    assert known - apart == {row.name for row in ROWS} - {"admin:index"}


def test_table_knows_what_every_number_is_the_id_of() -> None:
    numbered = {
        name
        for name, pattern in addresses(get_resolver().url_patterns)
        if "pk" in pattern.pattern.converters and not name.startswith("admin:")
    }
    assert numbered == set(ABOUT)


def test_decision_says_what_every_post_was_drawn_for() -> None:
    text = (ROOT / "docs/decisions/0021-what-a-button-was-drawn-for.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    listed = {name for row in rows for name in row.split("`")[1::2]}
    assert listed == {row.name for row in ROWS if row.method == "POST"}


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_address_answers_everybody_as_the_table_says(
    row: Row, world: World, browsers: dict[str, Client]
) -> None:
    reach(world, row.step)
    answers = tuple(ask(browsers[role], row, world) for role in ROLES)
    assert answers == row.expected


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_what_an_address_answers_is_kept_by_nobody_unless_it_is_public(
    row: Row, world: World, browsers: dict[str, Client]
) -> None:
    reach(world, row.step)
    for role in ROLES:
        said = send(browsers[role], row, world).headers
        is_public = "public" in said["Cache-Control"]
        assert is_public == (row.name in PUBLIC or may_be_kept(row.name, role)), role
        assert ("no-store" in said["Cache-Control"]) != is_public, role
        assert ("noindex" in said.get("X-Robots-Tag", "")) != is_public, role


def test_every_page_answers_head_as_it_answers_get(
    world: World, browsers: dict[str, Client]
) -> None:
    for row in (row for row in ROWS if row.method == "GET"):
        reach(world, row.step)
        for role in ROLES:
            got = send(browsers[role], row, world)
            head = send(browsers[role], replace(row, method="HEAD"), world)
            assert (head.status_code, head.content) == (got.status_code, b""), (row, role)


@pytest.mark.parametrize("row", [row for row in ROWS if row.name in ABOUT], ids=str)
def test_address_with_an_id_of_another_room_is_not_found(
    row: Row, world: World, elsewhere: World, browsers: dict[str, Client]
) -> None:
    reach(world, row.step)
    if ABOUT[row.name] in {"trial", "amendment"}:
        begin_amendment(elsewhere)
    if ABOUT[row.name] == "consent":
        begin_consent(elsewhere)
    if ABOUT[row.name] == "discussion":
        begin_discussion(elsewhere)
    if ABOUT[row.name] in {"kept", "merged"}:
        begin_merge(elsewhere)
    foreign = elsewhere.id_of(ABOUT[row.name])
    answers = tuple(ask(browsers[role], row, world, pk=foreign) for role in ROLES)
    assert answers == tuple("403" if usual == "403" else "404" for usual in row.expected)


def test_address_with_an_impossible_id_is_not_found(
    world: World, browsers: dict[str, Client]
) -> None:
    # A table votes on paper while the first vote is open.
    table_of(world)
    for row in (row for row in ROWS if row.name in ABOUT):
        reach(world, row.step)
        role = "leader" if row.expected[1] == "403" else "here"
        assert ask(browsers[role], row, world, pk=10**30) == "404", row


def test_address_of_a_room_that_does_not_exist_is_not_found(world: World) -> None:
    one_each = {row.name: row for row in ROWS if "code" in arguments(row, world)}
    for row in one_each.values():
        assert ask(Client(), row, world, code="ZZZZZZZZ") == "404", row


@pytest.mark.parametrize("code", ["a" * 500, "\0", "é", "\u202e", "../..", "<script>"])
def test_room_of_an_odd_code_is_not_found(db: None, code: str) -> None:
    assert Client().get(f"/s/{quote(code, safe='')}/").status_code == 404


def test_addresses_refuse_methods_that_they_do_not_have(
    world: World, browsers: dict[str, Client]
) -> None:
    methods: dict[str, set[str]] = {}
    for row in ROWS:
        methods.setdefault(row.name, set()).add(row.method)
    for row in {row.name: row for row in ROWS if ":" not in row.name}.values():
        address = reverse(f"ateliers:{row.name}", kwargs=arguments(row, world))
        # Who is logged in never sees the login.
        browser = browsers["anonymous" if row.name == "login" else "leader"]
        for method in {"GET", "POST", "DELETE", "PATCH"} - methods[row.name]:
            assert browser.generic(method, address).status_code == 405, (method, row.name)


def test_login_link_that_is_good_lets_its_holder_in(world: World) -> None:
    browser, link = Client(), login_link(world.room.facilitator)
    assert browser.get(link).status_code == 200
    assert browser.post(link).status_code == 302
    assert browser.get("/seances/").status_code == 200
