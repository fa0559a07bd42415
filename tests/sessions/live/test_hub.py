"""The room hub: one reading and one rendering for everybody, in order, whatever happens to the hints."""

import asyncio
import json
import logging
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from functools import partial
from uuid import uuid4

import pytest
from django.db import connection
from django.test.signals import template_rendered
from pytest_django import Settings

from sessions.audience import AUDIENCES, FACILITATORS, PARTICIPANTS, Audience
from sessions.commands import cards, participants
from sessions.commands.base import Answer
from sessions.live import hub as hubs
from sessions.models import AtelierSession
from tests.crowds import off_loop
from tests.factories import Person, Room
from tests.sessions.live.conftest import current_page
from tests.sessions.live.layers import DEAD_LAYER, DEAF_LAYER, UNRELIABLE_LAYER
from tests.sessions.live.screens import Screen
from tests.visitors import DEADLINE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
async def _no_hub_left() -> AsyncIterator[None]:
    """Every hub ends with its test, before its event loop does."""
    yield
    for hub in list(hubs._hubs.values()):
        for socket in list(hub.sockets):
            hubs.leave(hub, socket)
        await asyncio.gather(*hub._tasks, return_exceptions=True)


@pytest.fixture
def narration(room: Room, bob: Person) -> Room:
    """The room at « récits », with Bob in it."""
    room.go_to("recits")
    return room


@pytest.fixture
def rendered() -> Iterator[Counter[str]]:
    """How often each template was rendered meanwhile, in whatever thread."""
    found: Counter[str] = Counter()

    def note(template: object, **rest: object) -> None:
        found[str(getattr(template, "name", ""))] += 1

    template_rendered.connect(note)
    yield found
    template_rendered.disconnect(note)


async def post(author: Person, title: str) -> Answer:
    return await off_loop(
        partial(cards.post_card, author.actor, uuid4(), kind="etape", title=title)
    )


async def join(
    room: Room, *, audience: Audience = PARTICIPANTS, participant_id: int = 0
) -> tuple[hubs.RoomHub, Screen]:
    page = await off_loop(partial(current_page, room, audience))
    screen = Screen(page, audience, participant_id)
    return await hubs.enter(room.session.pk, screen), screen


async def test_every_command_arrives_in_order(narration: Room, bob: Person) -> None:
    _, screen = await join(narration)
    answers = [await post(bob, f"Carte {number}") for number in range(12)]
    await screen.until(lambda: screen.page.position == answers[-1].seq)
    seqs = [frame.seq for frame in screen.frames]
    assert seqs == sorted(set(seqs))
    fresh = await off_loop(partial(current_page, narration))
    assert screen.page.normal() == fresh.normal()


async def test_frame_is_a_number_and_html(narration: Room, bob: Person) -> None:
    _, screen = await join(narration)
    answer = await post(bob, "Une carte")
    await screen.until(lambda: screen.page.position == answer.seq)
    frame = json.loads(screen.frames[-1].text)
    assert frame.keys() == {"seq", "html"}
    assert frame["seq"] == answer.seq


async def test_commands_during_a_round_come_in_one_frame(narration: Room, bob: Person) -> None:
    _, screen = await join(narration)
    screen.gate.clear()
    first = await post(bob, "La première")
    await screen.until(lambda: screen.page.position == first.seq)
    # The hub waits for this screen, in the middle of its round.
    answers = [await post(bob, f"Carte {number}") for number in range(20)]
    assert len(screen.frames) == 1
    screen.gate.set()
    await screen.until(lambda: screen.page.position == answers[-1].seq)
    assert len(screen.frames) == 2
    assert all(f"Carte {number}" in screen.page.text() for number in range(20))


async def test_round_renders_once_for_each_audience(
    narration: Room, bob: Person, rendered: Counter[str]
) -> None:
    screens = [
        (await join(narration, audience=audience))[1]
        for audience in (*[PARTICIPANTS] * 5, *[FACILITATORS] * 3)
    ]
    rendered.clear()
    answer = await post(bob, "Une carte")
    for screen in screens:
        await screen.until(lambda screen=screen: screen.page.position == answer.seq)  # type: ignore[misc]
    assert rendered["sessions/fragments/card.html"] == 2
    assert {screen.frames[-1].text for screen in screens[:5]} == {screens[0].frames[-1].text}
    assert screens[0].frames[-1].text != screens[5].frames[-1].text


async def test_audience_that_joins_during_a_round_misses_nothing(
    narration: Room, bob: Person
) -> None:
    hub, screen = await join(narration)
    page = await off_loop(partial(current_page, narration, FACILITATORS))
    cockpit = Screen(page, FACILITATORS)
    hub.stop()
    answer = await post(bob, "Entre deux")
    reading = asyncio.create_task(hub.round())
    # One turn of the loop: the round is now waiting for the database.
    await asyncio.sleep(0)
    hub.sockets.add(cockpit)
    await reading
    assert cockpit.page.position == screen.page.position == answer.seq
    assert "Entre deux" in cockpit.page.text()


@pytest.mark.parametrize("layer", [UNRELIABLE_LAYER, DEAF_LAYER, DEAD_LAYER])
async def test_lost_doubled_and_late_hints_cost_nothing_but_a_moment(
    narration: Room, bob: Person, settings: Settings, layer: dict[str, object]
) -> None:
    settings.CHANNEL_LAYERS = layer
    _, screen = await join(narration)
    answers = [await post(bob, f"Carte {number}") for number in range(12)]
    await screen.until(lambda: screen.page.position == answers[-1].seq)
    seqs = [frame.seq for frame in screen.frames]
    assert seqs == sorted(set(seqs))
    fresh = await off_loop(partial(current_page, narration))
    assert screen.page.normal() == fresh.normal()


async def test_hub_starts_with_the_first_socket_and_ends_with_the_last(narration: Room) -> None:
    assert narration.session.pk not in hubs._hubs
    hub, first = await join(narration)
    again, second = await join(narration)
    assert hub is again is hubs._hubs[narration.session.pk]
    hubs.leave(hub, first)
    assert narration.session.pk in hubs._hubs
    hubs.leave(hub, second)
    assert narration.session.pk not in hubs._hubs
    await asyncio.wait(hub._tasks, timeout=10)
    assert all(task.cancelled() for task in hub._tasks)


async def test_hub_left_at_any_moment_of_its_start_ends(narration: Room) -> None:
    for turns in range(40):
        hub, screen = await join(narration)
        for _ in range(turns):
            await asyncio.sleep(0)
        hubs.leave(hub, screen)
        _, still_running = await asyncio.wait(hub._tasks, timeout=DEADLINE)
        assert not still_running, turns


async def test_next_socket_after_the_last_gets_a_new_hub(narration: Room, bob: Person) -> None:
    hub, screen = await join(narration)
    hubs.leave(hub, screen)
    await post(bob, "Pendant que personne ne regarde")
    _, later = await join(narration)
    answer = await post(bob, "Puis une autre")
    await later.until(lambda: later.page.position == answer.seq)
    assert not screen.frames
    assert "Pendant que personne" in later.page.text()


async def test_two_rooms_hear_only_their_own(
    narration: Room, bob: Person, other_room: Room
) -> None:
    _, here = await join(narration)
    _, there = await join(other_room)
    answer = await post(bob, "Seulement ici")
    await here.until(lambda: here.page.position == answer.seq)
    assert not there.frames


async def test_removed_participant_is_dismissed_and_the_others_are_not(
    narration: Room, bob: Person, chloe: Person
) -> None:
    _, of_bob = await join(narration, participant_id=bob.seat.pk)
    _, of_chloe = await join(narration, participant_id=chloe.seat.pk)
    removal = await off_loop(
        partial(participants.remove_participant, narration.leader, uuid4(), participant=bob.seat.pk)
    )
    await of_bob.until(lambda: of_bob.dismissed)
    await of_chloe.until(lambda: of_chloe.page.position == removal.seq)
    assert not of_chloe.dismissed
    assert not of_bob.frames


class Ear(logging.Handler):
    """Sets `heard` when the hub, in this loop, logs these words."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words, self.heard = words, asyncio.Event()

    def emit(self, record: logging.LogRecord) -> None:
        if self.words in record.getMessage():
            self.heard.set()


async def test_round_survives_a_database_that_fails(narration: Room, bob: Person) -> None:
    ear = Ear(f"room {narration.session.pk} cannot read")
    hubs.logger.addHandler(ear)
    _, screen = await join(narration)
    table = AtelierSession._meta.db_table
    await off_loop(partial(rename_table, table, "away"))
    try:
        async with asyncio.timeout(DEADLINE):
            await ear.heard.wait()
    finally:
        hubs.logger.removeHandler(ear)
        await off_loop(partial(rename_table, "away", table))
    answer = await post(bob, "Après la panne")
    await screen.until(lambda: screen.page.position == answer.seq)


async def test_silent_room_has_no_frames(narration: Room) -> None:
    hub, screen = await join(narration)
    for _ in range(3):
        await hub.round()
    assert not screen.frames


@pytest.mark.parametrize("audience", AUDIENCES)
async def test_socket_that_joins_late_still_converges(
    narration: Room, bob: Person, audience: Audience
) -> None:
    await join(narration)
    await post(bob, "Avant")
    _, screen = await join(narration, audience=audience)
    answer = await post(bob, "Après")
    await screen.until(lambda: screen.page.position == answer.seq)
    fresh = await off_loop(partial(current_page, narration, audience))
    assert screen.page.normal() == fresh.normal()


def rename_table(name: str, new_name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f'ALTER TABLE "{name}" RENAME TO "{new_name}"')
