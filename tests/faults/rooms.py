"""A séance to break things in: `python -m tests.faults.rooms STEP`, in the environment of a site.

Prints, as JSON, what somebody at the door, the facilitator and the screen hold. The room has one card
and one balise by a witness, and stands at STEP; at « vote » a vote is open.
"""

import json
import os
import sys
from dataclasses import asdict, dataclass
from uuid import uuid4


@dataclass(frozen=True)
class RoomKeys:
    """What opens the room: its code, and the cookies of the facilitator and of the screen."""

    code: str
    territories: list[int]
    leader: dict[str, str]
    screen: dict[str, str]
    card: int
    proposal: int
    poll: int

    @property
    def path(self) -> str:
        """Where its addresses begin."""
        return f"/s/{self.code}/"


def build_room(step: str) -> RoomKeys:
    """Makes the room by the commands that people use."""
    from django.conf import settings

    from sessions import access
    from tests.factories import make_facilitator, make_room

    room = make_room(make_facilitator(f"alice-{uuid4().hex[:8]}@exemple.fr"))
    witness = room.seat("Témoin")
    room.go_to("recits")
    card = room.post(witness, "La carte du témoin", moment="2001")
    room.go_to("emergence")
    proposal = room.propose(witness, card)
    room.go_to(step)
    name = settings.SESSION_COOKIE_NAME
    return RoomKeys(
        code=room.session.code,
        territories=[territory.pk for territory in room.session.territories.all()],
        leader={name: room.leader_browser().cookies[name].value},
        screen={access.screen_cookie(room.session): room.session.screen_key},
        card=card.pk,
        proposal=proposal,
        poll=room.open_poll().pk if step == "vote" else 0,
    )


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "facilitation.settings")
    django.setup()
    sys.stdout.write(json.dumps(asdict(build_room(sys.argv[1]))))
