"""One process that is hot: posts a card and runs a hub's reading, as often as a line on its input says.

`python tests/bench/hot.py`, in the environment of a prepared site; `PYTHONPATH` names the checkout, of this commit
or of another. It answers each line, a number of cards, with JSON: the milliseconds of processor of each piece.
"""

import json
import os
import sys
import time
from itertools import cycle
from uuid import uuid4

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "facilitation.settings")
TEXT = "Les habitants ont été associés dès le début, avec les agents et deux entreprises. " * 3
WARM_UP = 20
SEATS = 300


def main() -> None:
    """Builds a room of its own, warms up, then obeys."""
    from sessions.live.catch_up import frame, missed_since
    from tests.factories import make_facilitator, make_room

    try:
        from sessions.audience import PARTICIPANTS
    except ImportError:  # in old checkouts an audience is a word
        PARTICIPANTS = "participants"  # type: ignore[assignment]  # noqa: N806
    room = make_room(make_facilitator(f"hot-{os.urandom(4).hex()}@exemple.fr"))
    # A seat that posts too often is held back; a hall's are not.
    hall = cycle([room.seat(f"Personne {number}").browser() for number in range(SEATS)])
    room.go_to("recits")
    code, session = room.session.code, room.session.pk
    room.session.refresh_from_db()
    seq = room.session.last_seq

    def card() -> tuple[float, float]:
        nonlocal seq
        fields = {"operation": str(uuid4()), "kind": "etape", "title": "Une carte", "text": TEXT}
        browser = next(hall)
        began = time.process_time()
        answer = browser.post(
            f"/s/{code}/cartes/", fields, headers={"host": "127.0.0.1", "hx-request": "true"}
        )
        posted = time.process_time()
        assert answer.status_code < 300, answer.status_code
        between = time.process_time()
        missed = missed_since(session, seq)
        assert frame(missed, PARTICIPANTS).text
        seq = missed.seq
        return 1000 * (posted - began), 1000 * (time.process_time() - between)

    for _ in range(WARM_UP):
        card()
    print("hot", flush=True)  # noqa: T201
    for line in sys.stdin:
        pairs = [card() for _ in range(int(line))]
        found = {"post": [post for post, _ in pairs], "round": [round_ for _, round_ in pairs]}
        print(json.dumps(found), flush=True)  # noqa: T201


if __name__ == "__main__":
    import django

    django.setup()
    main()
