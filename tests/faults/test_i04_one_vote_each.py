"""I4. Each participant has one vote, the last one counts, and nothing is counted after the close."""

import asyncio
from collections.abc import Callable

import pytest

from tests.faults.bots import Asked, Bot
from tests.faults.facts import Facts
from tests.faults.hall import Hall
from tests.faults.length import by_length

pytestmark = pytest.mark.standalone
VOTERS = by_length(short=25, long=200)
CLICKS = 4


async def test_votes_of_two_tabs_race_with_the_close(open_hall: Callable[..., Hall]) -> None:
    async with open_hall(processes=2, step="vote") as hall:
        voters = await hall.seat(VOTERS, watching=False)
        leader = (await hall.screens())[0]
        clicks = asyncio.gather(*[click(voter) for voter in voters for _ in range(CLICKS)])
        await hall.nemesis.wait(0.2, 0.5)
        closing = await leader.send(f"votes/{hall.room.poll}/cloture/")
        assert closing.is_acknowledged
        await clicks
        late = await click(voters[0])
        assert late.answer is not None
        assert late.answer.status_code == 422
        assert "Le vote est clos" in late.answer.text
        facts = await hall.check()
        closed = facts.operations[closing.operation]["seq"]
        assert not [seq for seq, name in facts.entries if name == "ballot_cast" and seq > closed]
        assert facts.ballots == {
            voter.name: last_vote(voter, facts) for voter in voters if votes(voter)
        }


async def click(voter: Bot) -> Asked:
    """One of several clicks, in whichever tab."""
    dots = {f"dots-{voter.room.proposal}": voter.dice.randint(1, 5)}
    return await voter.send(f"votes/{voter.room.poll}/bulletin/", dots)


def votes(voter: Bot) -> list[Asked]:
    """The acknowledged votes."""
    return [one for one in voter.asked if "bulletin" in one.path and one.is_acknowledged]


def last_vote(voter: Bot, facts: Facts) -> dict[str, int]:
    """The one with the highest number."""
    last = max(votes(voter), key=lambda one: int(facts.operations[one.operation]["seq"]))
    option = voter.room.proposal
    return {str(option): last.fields[f"dots-{option}"]}
