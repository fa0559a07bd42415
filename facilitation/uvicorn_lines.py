"""uvicorn's connections, but that a request must have arrived in time, and an answer be taken in time. uvicorn waits
for either for ever.

Named in deploy/uvicorn.flags.
"""

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from facilitation import bodies


class RoomLine(H11Protocol):
    """Closes a connection on which a request has begun, or should begin, and is not whole in time. Or is not read."""

    _too_late: asyncio.TimerHandle | None = None
    _unread: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._expect()

    def data_received(self, data: bytes) -> None:
        """A piece of a request. Further pieces do not make the time longer."""
        super().data_received(data)
        is_arriving = self.conn.their_state in {h11.IDLE, h11.SEND_BODY}
        # A socket's bytes go elsewhere from its handshake on.
        if is_arriving and self.transport.get_protocol() is self:
            self._expect()
        else:
            self._expect_nothing()

    def connection_lost(self, exc: Exception | None) -> None:
        self._expect_nothing()
        self._expect_no_reading()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """The reader does not take what we send."""
        super().pause_writing()
        self._expect_reading()

    def resume_writing(self) -> None:
        """The reader took nearly all of it."""
        super().resume_writing()
        self._expect_no_reading()

    def timeout_keep_alive_handler(self) -> None:
        """Nothing more was asked for. The connection closes once the last answer is taken."""
        super().timeout_keep_alive_handler()
        self._expect_reading()

    def _expect(self) -> None:
        if self._too_late is None:
            self._too_late = self.loop.call_later(bodies.LONGEST_ARRIVAL, self._give_up)

    def _expect_nothing(self) -> None:
        if self._too_late is not None:
            self._too_late.cancel()
            self._too_late = None

    def _expect_reading(self) -> None:
        if self._unread is None:
            self._unread = self.loop.call_later(bodies.LONGEST_READING, self._give_up)

    def _expect_no_reading(self) -> None:
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None

    def _give_up(self) -> None:
        self.transport.abort()
