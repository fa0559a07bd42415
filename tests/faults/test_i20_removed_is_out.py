"""I20. A removed participant is out within 5 s: their socket closes, and their forms are refused."""

from collections.abc import Callable

import pytest

from sessions.live.consumer import NOT_YOURS
from tests.faults.bursts import posting
from tests.faults.hall import Hall
from tests.faults.waiting import until

pytestmark = pytest.mark.standalone
OUT = 5.0


async def test_removal_by_another_process_closes_the_socket(open_hall: Callable[..., Hall]) -> None:
    # Two processes without Redis: no hint of the removal ever comes to the other one.
    async with open_hall(processes=2) as hall:
        people = await hall.seat(6, watching=False)
        for number, person in enumerate(people):
            person.origins = [hall.sites[number % 2].url]
        await hall.watch(people)
        leader = (await hall.screens())[0]
        leader.origins = [hall.sites[0].url]
        removed = people[1]
        async with posting(people[:1] + people[2:]):
            await until(lambda: removed.socket is not None, seconds=30, what="the socket open")
            identifier = person_id(leader.page.text(), removed.name)
            removal = await leader.send(f"participants/{identifier}/retrait/")
            assert removal.is_acknowledged
            await until(lambda: removed.left, seconds=OUT, what="out")
            assert removed.closes[-1] == NOT_YOURS
            late = await removed.post_card("Encore moi")
            assert late.answer is not None
            assert late.answer.status_code == 403
            page = await removed.request("GET", removed.room.path)
            assert page.status_code == 302
            news = await removed.request("GET", f"{removed.room.path}suite/?since=0")
            assert news.status_code == 403
        await hall.check()
        assert not any(bot.closes for bot in people if bot is not removed)


def person_id(cockpit: str, name: str) -> int:
    """The id of somebody, from the list of people in the cockpit."""
    from lxml import html

    document = html.fromstring(cockpit)
    for element in document.iter():
        identifier = element.get("id") or ""
        if identifier.startswith("person-") and name in element.text_content():
            return int(identifier.removeprefix("person-"))
    raise AssertionError(f"{name} is not in the cockpit")
