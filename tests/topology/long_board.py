"""Builds a room whose board is some 800 kB long in the database of the environment.

`python -m tests.topology.long_board` prints the room's code, and the cookies of Bob and Chloé, as JSON.
"""

import json
import os
from uuid import uuid4

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "facilitation.settings")

import django

django.setup()

from sessions import access
from sessions.commands import cards
from tests.factories import make_facilitator, make_room

CARDS, LETTERS = 150, 2000


def main() -> None:
    """Builds a room at « récits », with many long cards."""
    room = make_room(make_facilitator(f"alice-{uuid4()}@exemple.fr"))
    bob, chloe = room.seat("Bob", "Malaunay"), room.seat("Chloé", "Le Mené")
    room.go_to("recits")
    for number in range(CARDS):
        title, text = f"Carte {number}", "é" * LETTERS
        cards.post_card(bob.actor, uuid4(), kind="etape", title=title, text=text)
    seat = access.seat_cookie(room.session)
    told = {
        "code": room.session.code,
        "bob": {seat: bob.key},
        "chloe": {seat: chloe.key},
    }
    print(json.dumps(told))  # noqa: T201


main()
