"""Channel layers for bad days: one that loses, doubles and shuffles hints, and one that is not there."""

import random
from typing import Any

from channels.layers import InMemoryChannelLayer

from tests.instances import free_port

MEMORY_LAYER = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
UNRELIABLE_LAYER = {"default": {"BACKEND": "tests.sessions.live.layers.UnreliableLayer"}}
DEAF_LAYER = {"default": {"BACKEND": "tests.sessions.live.layers.DeafLayer"}}
DEAD_LAYER = {
    # Nobody listens on this port.
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [f"redis://127.0.0.1:{free_port()}/0"]},
    }
}


class UnreliableLayer(InMemoryChannelLayer):
    """Of ten messages, three never arrive, three arrive twice and three arrive after a later one."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.random = random.Random(7)
        self.late: list[tuple[str, dict[str, Any]]] = []

    async def group_send(self, group: str, message: dict[str, Any]) -> None:
        """Sends, or not, or not yet."""
        fate = self.random.choice(["lost"] * 3 + ["doubled"] * 3 + ["late"] * 3 + ["fine"])
        if fate == "late":
            self.late.append((group, message))
        for _ in range({"lost": 0, "late": 0, "doubled": 2, "fine": 1}[fate]):
            await super().group_send(group, message)
        if fate == "fine" and self.late:
            await super().group_send(*self.late.pop(0))


class DeafLayer(InMemoryChannelLayer):
    """No message ever arrives."""

    async def group_send(self, group: str, message: dict[str, Any]) -> None:
        """Loses it."""
