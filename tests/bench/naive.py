"""What a developer writes first: Channels' chat tutorial. It keeps nothing, orders nothing, catches nothing up.

Asynchronous and on the in-memory layer, which is Channels at its fastest; no database anywhere.
"""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.naive_settings")

import django

django.setup()

from channels.generic.websocket import AsyncWebsocketConsumer
from channels.routing import ProtocolTypeRouter

from tests.bench.frames import frame, sample

SAMPLE = sample()


class NaiveScreen(AsyncWebsocketConsumer):
    """Takes the mark of a card, and sends its frame to everybody."""

    async def connect(self) -> None:
        await self.channel_layer.group_add("room", self.channel_name)
        await self.accept()

    async def disconnect(self, code: int) -> None:
        await self.channel_layer.group_discard("room", self.channel_name)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        text = frame(SAMPLE, text_data or "")
        await self.channel_layer.group_send("room", {"type": "card", "text": text})

    async def card(self, event: dict[str, str]) -> None:
        """What the layer brings."""
        await self.send(text_data=event["text"])


application = ProtocolTypeRouter({"websocket": NaiveScreen.as_asgi()})
