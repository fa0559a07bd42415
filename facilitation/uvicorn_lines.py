"""uvicorn's connections with two limits: a request must arrive in time, and the client must read the answer in time.

uvicorn itself waits for both without a limit. deploy/uvicorn.flags names this module.
"""

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from facilitation import bodies
from facilitation.uploads import is_upload


class Patience:
    """Ends a connection unless what is expected of it comes in time."""

    def __init__(self) -> None:
        self._timer: asyncio.TimerHandle | None = None

    def begin(self, transport: Any, seconds: float) -> None:
        """Something is expected from now on. A second call does not make the time longer."""
        if self._timer is None:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(seconds, transport.abort)

    def end(self) -> None:
        """The expected thing has come, or is expected no longer."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


class RoomLine(H11Protocol):
    """Closes a connection when its request is not whole in time, begun or not, or its answer is not read in time."""

    def connection_made(self, transport: Any) -> None:
        self._arrival, self._reading = Patience(), Patience()
        self._upload: Any = None
        super().connection_made(transport)
        self._expect_request()

    def data_received(self, data: bytes) -> None:
        """A piece of a request. Further pieces do not make the time longer."""
        super().data_received(data)
        is_arriving = self.conn.their_state in {h11.IDLE, h11.SEND_BODY}
        # A socket's bytes go elsewhere from its handshake on.
        if is_arriving and self.transport.get_protocol() is self:
            self._expect_request()
            self._expect_file()
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
        """The client has asked for nothing more. The connection closes once the client has read the last answer."""
        super().timeout_keep_alive_handler()
        self._expect_reading()

    def _expect_request(self) -> None:
        self._arrival.begin(self.transport, bodies.LONGEST_ARRIVAL)

    def _expect_file(self) -> None:
        """Gives a request that brings a file more time, once."""
        asked: Any = self.scope if self.conn.their_state is h11.SEND_BODY else None
        if asked is None or asked is self._upload:
            return
        self._upload = asked
        if is_upload(asked["method"], asked["path"], asked["query_string"].decode("latin1")):
            self._arrival.end()
            self._arrival.begin(self.transport, bodies.LONGEST_UPLOAD)

    def _expect_reading(self) -> None:
        self._reading.begin(self.transport, bodies.LONGEST_READING)
