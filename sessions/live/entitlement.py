"""Checks every few seconds whether the sockets of a room still have access (invariant I22).

The handshake checks a socket once. What gives it access is its ground, which may end later, on any process: somebody
logs out, an account is closed, a facilitator is taken off the séance, a seat is taken away, the screen gets a new
key, the séance is deleted.
"""

import asyncio
import logging
from collections.abc import Callable, Set
from contextlib import suppress
from enum import IntEnum
from typing import Protocol

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from sessions.access import Ground
from sessions.live.changes import Subject, listen, stop_listening
from sessions.live.threads import in_thread
from sessions.logins import SessionStore
from sessions.models import AtelierSession, Facilitator, Participant

logger = logging.getLogger(__name__)

LOOK_EVERY = 4.0
"""Seconds between two looks. Access ends within 5 s (I22), so one second is left for a busy database."""
PAUSE = 0.2
"""Seconds for which changes wait after a look. However many come, a room costs at most five looks per second."""


class Ending(IntEnum):
    """Why a socket is closed, as the code that its page receives."""

    LOOK_AGAIN = 4401
    """The page connects again with the cookies that its browser has now: they may be good."""
    NOT_YOURS = 4403
    GONE = 4404


class Entitled(Protocol):
    """What this module needs of a socket."""

    ground: Ground

    async def dismiss(self, ending: Ending) -> None:
        """Closes the socket, because nothing entitles it any more."""


def ended(session_id: int, grounds: Set[Ground]) -> dict[Ground, Ending]:
    """The grounds that no longer hold. This takes at most four queries, for any number of grounds."""
    screen_key = (
        AtelierSession.objects.filter(pk=session_id).values_list("screen_key", flat=True).first()
    )
    if screen_key is None:
        return dict.fromkeys(grounds, Ending.GONE)
    seats = {ground for ground in grounds if ground.seat}
    logins = {ground for ground in grounds if ground.login}
    return {
        **dict.fromkeys(seats - _seated(session_id, seats), Ending.NOT_YOURS),
        # Django gives a login a new key when its password changes: the browser has the new cookie.
        **dict.fromkeys(logins - _leading(session_id, logins), Ending.LOOK_AGAIN),
        **{
            screen: Ending.LOOK_AGAIN
            for screen in grounds - seats - logins
            if screen.key != screen_key
        },
    }


def _seated(session_id: int, seats: Set[Ground]) -> set[Ground]:
    if not seats:
        return set()
    # We ask for everybody in the room: the query has as many parameters for three people as for three hundred.
    here = Participant.objects.filter(session=session_id, removed_at=None)
    return {Ground(seat=pk, key=key) for pk, key in here.values_list("pk", "seat_fingerprint")}


def _leading(session_id: int, logins: Set[Ground]) -> set[Ground]:
    if not logins:
        return set()
    here = Facilitator.objects.filter(sessions=session_id, is_active=True)
    accounts = {account.pk: account for account in here}
    kept = Session.objects.filter(
        session_key__in={ground.login for ground in logins}, expire_date__gt=timezone.now()
    )
    facts = {login.session_key: SessionStore().decode(login.session_data) for login in kept}
    return {
        ground
        for ground in logins
        if ground.account in accounts
        and _is_login_of(accounts[ground.account], facts.get(ground.login, {}))
    }


def _is_login_of(account: Facilitator, facts: dict[str, str]) -> bool:
    """The check that Django makes for each request: the account, and a hash of its present password."""
    if facts.get(SESSION_KEY) != str(account.pk):
        return False
    current = [account.get_session_auth_hash(), *account.get_session_auth_fallback_hash()]
    return any(constant_time_compare(facts.get(HASH_SESSION_KEY, ""), one) for one in current)


class Watch:
    """Looks at the grounds of a room's sockets; ends with its task. `leave` takes a socket out of the room."""

    def __init__(
        self, session_id: int, sockets: Set[Entitled], leave: Callable[[Entitled], None]
    ) -> None:
        self.session_id, self.sockets, self.leave = session_id, sockets, leave
        self._changed = asyncio.Event()

    def look(self) -> None:
        """Makes the next check start at once. Called on the event loop."""
        self._changed.set()

    async def follow(self) -> None:
        """Looks every LOOK_EVERY seconds, and when a change in this process concerns the room."""
        loop = asyncio.get_running_loop()

        def hear(subject: Subject, which: int | str) -> None:
            loop.call_soon_threadsafe(self._hear, subject, which)

        listen(hear)
        try:
            while True:
                await self._wait()
                self._changed.clear()
                await self.dismiss_ended()
                await asyncio.sleep(PAUSE)
        finally:
            stop_listening(hear)

    async def dismiss_ended(self) -> None:
        """Makes one check: closes the sockets whose ground has ended."""
        try:
            found = await in_thread(
                ended, self.session_id, {socket.ground for socket in self.sockets}
            )
        except Exception as error:  # the database may be away: the next check finds what has ended
            logger.warning("access of %s not read: %s", self.session_id, type(error).__name__)
            return
        dismissed = [socket for socket in self.sockets if socket.ground in found]
        for socket in dismissed:
            await socket.dismiss(found[socket.ground])
        # We do not wait for pages to confirm: over a dead network they never do. The last socket ends the hub.
        for socket in dismissed:
            self.leave(socket)

    def _hear(self, subject: Subject, which: int | str) -> None:
        if subject is Subject.ROOM:
            concerned = which == self.session_id
        elif subject is Subject.ACCOUNT:
            concerned = any(socket.ground.account == which for socket in self.sockets)
        else:
            concerned = any(socket.ground.login == which for socket in self.sockets)
        if concerned:
            self.look()

    async def _wait(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(LOOK_EVERY - PAUSE):
                await self._changed.wait()
