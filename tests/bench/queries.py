"""Counts queries: `python -m tests.bench.queries 10 100 1000`, in the environment of a prepared site."""

import json
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "facilitation.settings")


def count(cards: int) -> dict[str, int]:
    """One write, one join and one catch-up in a room of this size."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from sessions.audience import PARTICIPANTS
    from sessions.live.catch_up import catch_up
    from tests.factories import make_facilitator, make_room

    room = make_room(make_facilitator(f"bench-{cards}@exemple.fr"))
    bob = room.seat("Bob")
    room.go_to("recits")
    for number in range(cards):
        room.post(bob, f"Carte {number}")
    page = bob.browser()
    found = {}
    with CaptureQueriesContext(
        connection,
    ) as write:
        room.post(bob, "Encore une")
    # Our own reading of the new card is not the write's.
    found["one write"] = len(write) - 1
    with CaptureQueriesContext(connection) as join:
        assert (
            page.get(f"/s/{room.session.code}/", headers={"host": "127.0.0.1"}).status_code == 200
        )
    found["one join"] = len(join)
    room.session.refresh_from_db()
    with CaptureQueriesContext(connection) as missed:
        catch_up(room.session.pk, room.session.last_seq - 5, PARTICIPANTS)
    found["one catch-up"] = len(missed)
    return found


if __name__ == "__main__":
    import django

    django.setup()
    counted = [count(int(size)) for size in sys.argv[1:]]
    print(json.dumps({what: [one[what] for one in counted] for what in counted[0]}))  # noqa: T201
