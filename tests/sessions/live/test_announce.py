"""The hint: sent once committed, says a number and nothing else, and its loss harms nobody."""

import asyncio
import threading
from collections.abc import Callable
from contextvars import Context
from typing import TypeVarTuple
from uuid import uuid4

import pytest
from channels.layers import InMemoryChannelLayer, get_channel_layer
from django.db import transaction
from pytest_django.fixtures import Settings

from sessions.commands import cards
from sessions.commands.base import Refused
from sessions.live.announce import announce, group_name, hubs_loop
from sessions.models import AtelierSession
from tests.factories import Person, Room
from tests.sessions.live.layers import DEAD_LAYER, MEMORY_LAYER


class Ears:
    """Subscribes to a room in the in-memory layer and reads what has arrived, without waiting."""

    def __init__(self, session_id: int) -> None:
        layer = get_channel_layer()
        assert isinstance(layer, InMemoryChannelLayer)
        self.layer = layer
        self.layer.groups.setdefault(group_name(session_id), {})["specific.ears"] = 0

    def heard(self) -> list[dict[str, object]]:
        queue = self.layer.channels.get("specific.ears")
        found = []
        while queue and not queue.empty():
            found.append(queue.get_nowait()[1])
        return found


@pytest.mark.django_db(transaction=True)
def test_hint_says_session_and_number_and_nothing_else(
    room: Room, bob: Person, settings: Settings
) -> None:
    settings.CHANNEL_LAYERS = MEMORY_LAYER
    room.go_to("recits")
    ears = Ears(room.session.pk)
    answer = cards.post_card(bob.actor, uuid4(), kind="etape", title="Une phrase secrète")
    assert ears.heard() == [{"type": "hint", "session": room.session.pk, "seq": answer.seq}]


@pytest.mark.django_db(transaction=True)
def test_refused_command_gives_no_hint(room: Room, bob: Person, settings: Settings) -> None:
    settings.CHANNEL_LAYERS = MEMORY_LAYER
    ears = Ears(room.session.pk)
    with pytest.raises(Refused):
        cards.post_card(bob.actor, uuid4(), kind="etape", title="Trop tôt")
    assert ears.heard() == []


@pytest.mark.django_db(transaction=True)
def test_hint_waits_for_the_commit(room: Room, bob: Person, settings: Settings) -> None:
    settings.CHANNEL_LAYERS = MEMORY_LAYER
    room.go_to("recits")
    ears = Ears(room.session.pk)
    with transaction.atomic():
        cards.post_card(bob.actor, uuid4(), kind="etape", title="Pas encore")
        assert ears.heard() == []
    assert len(ears.heard()) == 1


@pytest.mark.django_db(transaction=True)
def test_repeated_operation_gives_no_second_hint(
    room: Room, bob: Person, settings: Settings
) -> None:
    settings.CHANNEL_LAYERS = MEMORY_LAYER
    room.go_to("recits")
    ears, operation = Ears(room.session.pk), uuid4()
    for _ in range(3):
        cards.post_card(bob.actor, operation, kind="etape", title="Une fois")
    assert len(ears.heard()) == 1


@pytest.mark.django_db(transaction=True)
def test_action_stands_when_the_layer_is_down(
    room: Room, bob: Person, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    room.go_to("recits")
    settings.CHANNEL_LAYERS = DEAD_LAYER
    answer = cards.post_card(bob.actor, uuid4(), kind="etape", title="Malgré tout")
    session = AtelierSession.objects.get(pk=room.session.pk)
    assert session.last_seq == answer.seq
    assert session.cards.filter(title="Malgré tout").exists()
    assert f"hint not sent for session {session.pk}" in caplog.text
    # The address of the layer may hold a password: the log names the kind of error only.
    assert "127.0.0.1" not in caplog.text


def test_announce_never_raises(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    settings.CHANNEL_LAYERS = DEAD_LAYER
    announce(1, 1)
    assert "hint not sent" in caplog.text


async def test_a_request_leaves_its_hint_on_the_loop_of_the_hubs(settings: Settings) -> None:
    settings.CHANNEL_LAYERS = MEMORY_LAYER
    layer = get_channel_layer()
    channel = await layer.new_channel()
    await layer.group_add(group_name(1), channel)
    hubs_loop.set(asyncio.get_running_loop())
    await asyncio.to_thread(announce, 1, 7)
    assert await layer.receive(channel) == {"type": "hint", "session": 1, "seq": 7}


Words = TypeVarTuple("Words")


class EndingLoop(asyncio.SelectorEventLoop):
    """A loop that ends just before or just after another thread hands it something."""

    def __init__(self, *, takes: bool) -> None:
        super().__init__()
        self.takes = takes
        self.may_end = threading.Event()
        self.has_ended = threading.Event()

    def call_soon_threadsafe(
        self, callback: Callable[[*Words], object], *args: *Words, context: Context | None = None
    ) -> asyncio.Handle:
        if not self.takes:
            self._end()
        handle = super().call_soon_threadsafe(callback, *args, context=context)
        self.may_end.set()
        return handle

    def _end(self) -> None:
        self.may_end.set()
        assert self.has_ended.wait(10)

    def run(self, running: threading.Event) -> None:
        async def until_the_end() -> None:
            running.set()
            # The loop does nothing else meanwhile: what it is handed waits, and is cancelled at its end.
            self.may_end.wait(10)

        with asyncio.Runner(loop_factory=lambda: self) as runner:
            runner.run(until_the_end())
        self.has_ended.set()


@pytest.mark.parametrize("takes", [True, False])
def test_announce_outlives_the_loop_of_the_hubs(settings: Settings, takes: bool) -> None:
    settings.CHANNEL_LAYERS = MEMORY_LAYER
    loop, running = EndingLoop(takes=takes), threading.Event()
    thread = threading.Thread(target=loop.run, args=[running])
    thread.start()
    assert running.wait(10)
    given = hubs_loop.set(loop)
    try:
        announce(1, 1)
    finally:
        hubs_loop.reset(given)
        thread.join()
    assert loop.is_closed()
