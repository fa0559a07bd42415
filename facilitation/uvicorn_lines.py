"""uvicorn's connections, but that a request must have arrived in time. uvicorn waits for the rest of one for ever.

Named in deploy/uvicorn.flags.
"""

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from facilitation import bodies


class RoomLine(H11Protocol):
    """Closes a connection on which a request has begun, or should begin, and is not whole in time."""

    _too_late: asyncio.TimerHandle | None = None

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
        super().connection_lost(exc)

    def _expect(self) -> None:
        if self._too_late is None:
            self._too_late = self.loop.call_later(bodies.LONGEST_ARRIVAL, self._give_up)

    def _expect_nothing(self) -> None:
        if self._too_late is not None:
            self._too_late.cancel()
            self._too_late = None

    def _give_up(self) -> None:
        self.transport.abort()
