"""The hint « yours changed »: it reaches the seat's pages and nobody else's, and says nothing of what changed."""

from uuid import uuid4

import pytest

from sessions.access import Ground
from sessions.audience import PARTICIPANTS, PROJECTOR
from sessions.commands import polls
from sessions.live import announce
from sessions.live.hub import RoomHub
from sessions.models import JournalEntry
from tests.sessions.live.screens import Screen
from tests.sessions.page import Page
from tests.sessions.world import World


@pytest.mark.django_db(transaction=True)
def test_ballot_is_announced_to_its_seat_with_a_random_version(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[announce.Mine | None] = []

    async def hear(session_id: int, seq: int, mine: announce.Mine | None = None) -> None:
        told.append(mine)

    monkeypatch.setattr(announce, "publish", hear)
    polls.cast_ballot(world.bob.actor, uuid4(), world.poll.pk, choices={world.proposal.pk: 2})
    polls.close_poll(world.room.leader, uuid4(), world.poll.pk)
    version = str(world.poll.ballots.get().version)
    assert told == [(world.bob.seat.pk, version), None]
    assert version not in str(list(JournalEntry.objects.values()))


def page_of(seat: int) -> Screen:
    """A page of this seat; 0 is the screen."""
    return Screen(
        Page("<div></div>"), PARTICIPANTS if seat else PROJECTOR, seat, ground=Ground(seat=seat)
    )


async def test_only_the_pages_of_the_seat_are_told() -> None:
    mine, also_mine, other, screen = (page_of(seat) for seat in (7, 7, 8, 0))
    hub = RoomHub(1, 0)
    hub.sockets |= {mine, also_mine, other, screen}
    await hub._hear({"type": "hint", "session": 1, "seq": 3, "mine": [7, "v"]})
    await hub._hear({"type": "hint", "session": 1, "seq": 4})
    assert [each.yours for each in (mine, also_mine, other, screen)] == [["v"], ["v"], [], []]
