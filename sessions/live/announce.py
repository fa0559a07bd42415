"""Tells the hubs of a room that its journal has grown: a hint, and nothing else. No other module calls group_send.

A hint may also name a seat whose own things have changed: its pages then fetch them. The journal does not say so.
"""

import asyncio
import logging
from concurrent.futures import CancelledError
from contextlib import suppress
from contextvars import ContextVar
from typing import Any

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer

from sessions.metrics import HINTS_NOT_SENT

logger = logging.getLogger(__name__)

LONGEST_WAIT = 1.0
"""Seconds after which a hint that cannot be sent is given up. The hubs look at the head number anyway."""

hubs_loop: ContextVar[asyncio.AbstractEventLoop | None] = ContextVar("hubs_loop", default=None)
"""The event loop on which the hubs of this process run, as the requests of this process know it."""


def group_name(session_id: int) -> str:
    """The channel group of a room's hubs."""
    return f"room.{session_id}"


Mine = tuple[int, str]
"""A seat whose own things have changed, and their version, which is random: it tells nothing."""


def announce(session_id: int, seq: int, *, mine: Mine | None = None) -> None:
    """Publishes `{session, seq}`. It never raises, since what it announces is already committed.

    A request waits until the loop has taken the hint: when many write at once, the loop and the readers
    come first. A script has no such loop, and runs one of its own.
    """
    loop = hubs_loop.get()
    if loop is None or not loop.is_running():
        async_to_sync(_publish_or_say)(session_id, seq, mine)
        return
    hint = _publish_or_say(session_id, seq, mine)
    try:
        sent = asyncio.run_coroutine_threadsafe(hint, loop)
    except RuntimeError:  # the loop was closed meanwhile
        hint.close()
        return
    # A loop that is ending leaves the hint alone, or cancels it.
    with suppress(TimeoutError, CancelledError):
        sent.result(LONGEST_WAIT)


async def _publish_or_say(session_id: int, seq: int, mine: Mine | None) -> None:
    try:
        await publish(session_id, seq, mine)
    except Exception as error:  # whatever the layer's client raises, the action stands
        HINTS_NOT_SENT.inc()
        logger.warning("hint not sent for session %s: %s", session_id, type(error).__name__)


async def publish(session_id: int, seq: int, mine: Mine | None = None) -> None:
    """Publishes a hint; raises what the layer's client raises, TimeoutError after LONGEST_WAIT."""
    hint: dict[str, Any] = {"type": "hint", "session": session_id, "seq": seq}
    if mine:
        hint["mine"] = list(mine)
    async with asyncio.timeout(LONGEST_WAIT):
        await get_channel_layer().group_send(group_name(session_id), hint)
