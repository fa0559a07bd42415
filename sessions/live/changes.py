"""Tells the hubs of this process that somebody's access may have ended, so that they check at once.

Other processes get no message: they check every few seconds by themselves (live/entitlement.py).
"""

from collections.abc import Callable
from enum import StrEnum

from django.db import transaction


class Subject(StrEnum):
    """What a change of access is about."""

    LOGIN = "login"
    ACCOUNT = "account"
    ROOM = "room"


Listener = Callable[[Subject, int | str], None]

_listeners: set[Listener] = set()


def listen(listener: Listener) -> None:
    """From now on, calls `listener` on each change, in the thread that made it."""
    _listeners.add(listener)


def stop_listening(listener: Listener) -> None:
    """Ends what `listen` began."""
    _listeners.discard(listener)


def access_changed(subject: Subject, which: int | str) -> None:
    """Tells the hubs, once the change is committed: `which` is a login's key, or the id of the others."""

    def tell() -> None:
        for listener in tuple(_listeners):
            listener(subject, which)

    # robust: the change stands, even when a listener fails.
    transaction.on_commit(tell, robust=True)
