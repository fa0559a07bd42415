"""A séance for the benchmark, built by the commands: `python -m tests.bench.world SEATS CARDS STEP`.

Prints as JSON what the bots must know. Run in the environment of the server.
"""

import json
import os
import sys
from dataclasses import asdict, dataclass

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "facilitation.settings")

TERRITORIES = ("Malaunay", "Le Mené", "Grande-Synthe", "Loos-en-Gohelle")
TEXT = "Les habitants ont été associés dès le début, avec les agents et deux entreprises. " * 3


@dataclass(frozen=True)
class World:
    """A séance: its code, the keys of its seats, and what is put to the vote."""

    code: str
    keys: list[str]
    poll: int
    options: list[int]
    territory: int


def build(seats: int, cards: int, step: str) -> World:
    """Seats people, posts cards, and goes to the step; a vote is opened when it is « vote »."""
    from tests.factories import make_facilitator, make_room

    number = os.urandom(4).hex()
    room = make_room(make_facilitator(f"bench-{number}@exemple.fr"), territories=TERRITORIES)
    people = [
        room.seat(f"Personne {place}", TERRITORIES[place % len(TERRITORIES)])
        for place in range(seats)
    ]
    room.go_to("recits")
    for card in range(cards):
        room.post(people[card % seats], f"Carte {card}", text=TEXT, moment=str(1990 + card % 30))
    options: list[int] = []
    poll = 0
    if step == "vote":
        room.go_to("emergence")
        source = room.session.cards.first()
        assert source is not None, "a vote needs a card to make balises from"
        options = [
            room.propose(people[place], source, statement=f"Faire {place}") for place in range(5)
        ]
        room.go_to("vote")
        poll = room.open_poll().pk
    room.session.refresh_from_db()
    return World(
        code=room.session.code,
        keys=[one.key for one in people],
        poll=poll,
        options=options,
        territory=people[0].seat.territory_id,
    )


if __name__ == "__main__":
    import django

    django.setup()
    wanted_seats, wanted_cards, wanted_step = sys.argv[1:]
    print(json.dumps(asdict(build(int(wanted_seats), int(wanted_cards), wanted_step))))  # noqa: T201
