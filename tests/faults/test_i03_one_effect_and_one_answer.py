"""I3. One operation id has one effect and one answer: five times at once, on two processes, across a restart."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from tests.faults.bots import Asked, Bot
from tests.faults.hall import Hall
from tests.faults.length import by_length
from tests.faults.waiting import until_answered

pytestmark = pytest.mark.standalone
TIMES = 5
ROUNDS = by_length(short=2, long=20)


@dataclass(frozen=True)
class Form:
    """What is sent, and the same operation with something else."""

    path: str
    fields: Mapping[str, Any]
    other: Mapping[str, Any]


async def test_replays_on_two_processes_and_across_a_restart(
    open_hall: Callable[..., Hall],
) -> None:
    async with open_hall(processes=2, step="vote") as hall:
        voter = (await hall.seat(1))[0]
        leader = (await hall.screens())[0]
        for number in range(ROUNDS):
            for author, form in forms(hall, voter, leader, number):
                await replay(hall, author, form)
        facts = await hall.check()
        assert facts.ballots == {voter.name: {str(hall.room.proposal): 1 + (ROUNDS - 1) % 5}}
        answered = [name for _, name in facts.entries if name == "ballot_cast"]
        assert len(answered) == ROUNDS


def forms(hall: Hall, voter: Bot, leader: Bot, number: int) -> Sequence[tuple[Bot, Form]]:
    """A vote, a card that is edited, and one that is hidden or shown again."""
    dots, hidden = f"dots-{hall.room.proposal}", str(number % 2)
    card = f"cartes/{hall.room.card}/"
    vote = Form(
        f"votes/{hall.room.poll}/bulletin/", {dots: 1 + number % 5}, {dots: 1 + (number + 1) % 5}
    )
    edit = Form(
        card, {"kind": "appui", "title": f"Titre {number}"}, {"kind": "appui", "title": "Autre"}
    )
    hide = Form(f"{card}visibilite/", {"hidden": hidden}, {"hidden": str(1 - number % 2)})
    return (voter, vote), (leader, edit), (leader, hide)


async def replay(hall: Hall, author: Bot, form: Form) -> None:
    """Sends the form to both processes at once while one of them is killed, then again to both."""
    victim = hall.dice.choice(hall.sites)
    asked = Asked(author.room.path + form.path, form.fields)
    author.asked.append(asked)
    early = asyncio.gather(*[send(author, asked, form.fields) for _ in range(TIMES)])
    await hall.nemesis.wait(0, 0.1)
    await hall.nemesis.kill(victim)
    first = [answer for answer in await early if answer is not None]
    await hall.nemesis.start(victim)

    async def is_answered() -> bool:
        return await author.try_once(asked)

    await until_answered(is_answered, seconds=30, what=f"{form.path} answered")
    assert asked.answer is not None
    late = await asyncio.gather(*[send(author, asked, form.fields) for _ in range(TIMES)])
    for answer in [*first, *late]:
        assert answer is not None
        assert said(answer) == said(asked.answer)
    assert asked.is_acknowledged, asked.answer.text
    other = await send(author, asked, form.other)
    assert other is not None
    assert other.status_code == 409


async def send(author: Bot, asked: Asked, fields: Mapping[str, Any]) -> httpx.Response | None:
    """Sends a form; returns None when the connection was cut or the process killed."""
    try:
        return await author.request("POST", asked.path, {"operation": asked.operation, **fields})
    except httpx.HTTPError:
        return None


def said(answer: httpx.Response) -> tuple[int, str, str | None]:
    """The parts of an answer that the page uses."""
    return answer.status_code, answer.text, answer.headers.get("HX-Trigger")
