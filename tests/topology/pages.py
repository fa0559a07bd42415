"""Builds a room with long cards in the database of the environment, and prints every page of the site.

`python -m tests.topology.pages` prints as JSON the room's `code`, the `cookies` of Bob, of Alice and of an
administrator, and `pages`: `[who, name, path]` for each address that the table of
tests/sessions/views/test_every_address.py can GET.
"""

import json
import os
from uuid import uuid4

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "facilitation.settings")

import django

django.setup()

from django.conf import settings
from django.test import Client
from django.urls import reverse

from sessions.commands import cards
from sessions.models import Facilitator
from tests.factories import Room, make_facilitator, make_room
from tests.sessions.views.crossing_addresses import fill_crossings
from tests.sessions.views.memory_addresses import fill_referentiel
from tests.sessions.views.test_every_address import ROWS, Row, arguments
from tests.sessions.world import World, build_world, table_of
from tests.visitors import CSRF_TOKEN

LONG = "HTTP/1.1 200 OK\r\n\r\n" + "Un long récit. " * 130


def main() -> None:
    """Bob's cards are long: his pages are longer than the 64 KiB that Daphne hands on at once."""
    world = _build()
    root = Facilitator.objects.create_superuser(f"racine-{uuid4()}@exemple.fr")
    fill_referentiel()
    fill_crossings()
    people = {
        "nobody": Client(),
        "bob": world.bob.browser(),
        "alice": world.room.leader_browser(),
        "root": Room(world.room.session, root).leader_browser(),
    }
    cookies = {
        name: {settings.CSRF_COOKIE_NAME: CSRF_TOKEN}
        | {key: morsel.value for key, morsel in browser.cookies.items()}
        for name, browser in people.items()
    }
    rows = [row for row in ROWS if row.method == "GET"]
    pages = [(who, row.name, _address(row, world)) for row in rows for who in ("bob", "alice")]
    told = {"code": world.room.session.code, "cookies": cookies, "pages": pages}
    print(json.dumps(told))  # noqa: T201


def _build() -> World:
    room = make_room(make_facilitator(f"alice-{uuid4()}@exemple.fr"))
    bob, chloe = room.seat("Bob", "Malaunay"), room.seat("Chloé", "Le Mené")
    world = build_world(room, bob, chloe)
    # While the vote is open, and its step: an address is that of a table on paper.
    table_of(world)
    room.go_to("recits")
    for number in range(40):
        cards.post_card(bob.actor, uuid4(), kind="etape", title=f"Carte {number}", text=LONG[:2000])
    return world


def _address(row: Row, world: World) -> str:
    name = row.name if ":" in row.name else f"ateliers:{row.name}"
    return reverse(name, kwargs=arguments(row, world))


main()
