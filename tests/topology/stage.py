"""Builds the people of the tests in the database of the environment, for servers that do not use the tests' database.

`python -m tests.topology.stage` prints the room's code and who holds which cookies, as JSON.
"""

import json
import os
from uuid import uuid4

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "facilitation.settings")

import django

django.setup()

from django.conf import settings

from sessions import access
from tests.factories import make_facilitator, make_room


def main() -> None:
    """A room at « récits », with two people in it."""
    room = make_room(make_facilitator(f"alice-{uuid4()}@exemple.fr"))
    bob, chloe = room.seat("Bob", "Malaunay"), room.seat("Chloé", "Le Mené")
    room.go_to("recits")
    seat = access.seat_cookie(room.session)
    login = settings.SESSION_COOKIE_NAME
    told = {
        "code": room.session.code,
        "bob_id": bob.seat.pk,
        "alice": {login: room.leader_browser().cookies[login].value},
        "bob": {seat: bob.key},
        "chloe": {seat: chloe.key},
    }
    print(json.dumps(told))  # noqa: T201


main()
