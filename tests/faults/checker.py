"""Compares, after a fault, what the bots were told and what they see with what the database holds."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import unified_diff

from tests.faults.bots import Bot
from tests.faults.facts import Facts
from tests.faults.waiting import until
from tests.sessions.page import Page

CARDS = "/cartes/"


def check_acknowledged(facts: Facts, bots: Iterable[Bot]) -> None:
    """I1: all that was acknowledged is in the database. I3: it is there once."""
    asked = [one for bot in bots for one in bot.asked]
    lost = [
        one.fields for one in asked if one.is_acknowledged and one.operation not in facts.operations
    ]
    assert not lost, f"acknowledged and lost: {lost}"
    cards = [one for one in asked if one.path.endswith(CARDS)]
    times = Counter(facts.cards)
    taken = {one.fields["title"] for one in cards if one.is_acknowledged}
    assert not taken - times.keys(), f"acknowledged and lost: {taken - times.keys()}"
    assert max(times.values()) == 1, f"more than once: {times.most_common(3)}"
    refused = {one.fields["title"] for one in cards if one.answer and not one.is_acknowledged}
    assert not refused & times.keys(), f"refused, and taken: {refused & times.keys()}"


def check_journal(facts: Facts) -> None:
    """I2: no gap, no double, in order, and the head is its last number."""
    seqs = [seq for seq, _ in facts.entries]
    assert seqs == list(range(1, facts.head + 1))


async def check_pages(facts: Facts, bots: Sequence[Bot], *, seconds: float = 30) -> float:
    """I5: every open page comes to show what a fresh one would; the seconds that the last one took."""
    try:
        took = await until(
            lambda: all(bot.page.position >= facts.head for bot in bots),
            seconds=seconds,
            what=f"all pages at {facts.head}",
        )
    except AssertionError:
        print(*[bot.story() for bot in bots], sep="\n")  # noqa: T201 -- shown on failure
        raise
    fresh = {audience: Page(board, facts.head).normal() for audience, board in facts.boards.items()}
    for bot in bots:
        assert bot.page.position == facts.head, bot.name
        assert difference(bot.page.normal(), fresh[bot.audience]) == [], bot.name
        await asyncio.sleep(0)
    return took


def difference(seen: str, fresh: str) -> list[str]:
    """The lines of a page that a fresh page does not have, and the reverse."""
    if seen == fresh:
        return []
    lines = unified_diff(fresh.splitlines(), seen.splitlines(), "fresh", "seen", n=1, lineterm="")
    return list(lines)[:40]


async def check_every_since(facts: Facts, bot: Bot) -> None:
    """I6: what the page showed at N, and what is answered since N, make the fresh page, for every N kept."""
    fresh = Page(facts.boards[bot.audience], facts.head).normal()
    assert bot.snapshots, "no page was kept"
    for seq, page in bot.snapshots.items():
        query = f"suite/?since={seq}&audience={bot.audience}"
        answer = await bot.request("GET", bot.room.path + query)
        assert answer.status_code == (204 if seq == facts.head else 200)
        if answer.status_code == 200:
            page.hear(answer.text)
        assert page.normal() == fresh, f"since {seq}"
