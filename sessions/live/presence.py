"""Who is connected now: the people whose pages have said something lately.

Presence is kept in the cache, which all processes share. So a heartbeat writes nothing to the database, and
a silent page is forgotten when its key expires.
"""

from collections.abc import Collection

from django.core.cache import cache

EXPIRY = 30
"""Seconds; three heartbeats."""


def tell(session_id: int, participants: Collection[int]) -> None:
    """Notes that these participants have a live page."""
    if participants:
        cache.set_many(
            {_key(session_id, participant): 1 for participant in participants}, timeout=EXPIRY
        )


def present(session_id: int, participants: Collection[int]) -> set[int]:
    """Which of these participants have had a live page within EXPIRY."""
    keys = {_key(session_id, participant): participant for participant in participants}
    return {keys[key] for key in cache.get_many(keys)}


def _key(session_id: int, participant: int) -> str:
    return f"here:{session_id}:{participant}"
