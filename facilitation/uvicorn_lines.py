"""uvicorn's connections, but that a request must have arrived in time, and an answer be taken in time. uvicorn waits
for either for ever.

Named in deploy/uvicorn.flags.
"""

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from facilitation import bodies


class Patience:
    """Ends a connection unless what is expected of it comes in time."""

    def __init__(self) -> None:
        self._timer: asyncio.TimerHandle | None = None

    def begin(self, transport: Any, seconds: float) -> None:
        """Something is expected. Expecting it again does not make the time longer."""
        if self._timer is None:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(seconds, transport.abort)

    def end(self) -> None:
        """It came, or is expected no more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


class RoomLine(H11Protocol):
    """Closes a connection on which a request has begun, or should begin, and is not whole in time. Or is not read."""

    def connection_made(self, transport: Any) -> None:
        self._arrival, self._reading = Patience(), Patience()
        super().connection_made(transport)
        self._expect_request()

    def data_received(self, data: bytes) -> None:
        """A piece of a request. Further pieces do not make the time longer."""
        super().data_received(data)
        is_arriving = self.conn.their_state in {h11.IDLE, h11.SEND_BODY}
        # A socket's bytes go elsewhere from its handshake on.
        if is_arriving and self.transport.get_protocol() is self:
            self._expect_request()
        else:
            self._arrival.end()

    def connection_lost(self, exc: Exception | None) -> None:
        self._arrival.end()
        self._reading.end()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """The reader does not take what we send."""
        super().pause_writing()
        self._expect_reading()

    def resume_writing(self) -> None:
        """The reader took nearly all of it."""
        super().resume_writing()
        self._reading.end()

    def timeout_keep_alive_handler(self) -> None:
        """Nothing more was asked for. The connection closes once the last answer is taken."""
        super().timeout_keep_alive_handler()
        self._expect_reading()

    def _expect_request(self) -> None:
        self._arrival.begin(self.transport, bodies.LONGEST_ARRIVAL)

    def _expect_reading(self) -> None:
        self._reading.begin(self.transport, bodies.LONGEST_READING)
