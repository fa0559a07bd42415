"""uvicorn's sockets, but for three things: a frame to a hall is made once, answers to pings do not pile up, and
no send waits for the reader.

Named in deploy/uvicorn.flags.
"""

from typing import Any

from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.protocol import State

from facilitation.frames import MOST_UNSENT, text_frame


class RoomProtocol(WebSocketsSansIOProtocol):
    """Sends a text as the frame that all who are sent the same text share.

    A hub tells everybody in turn: if it waited for one who reads nothing, the whole room would wait.
    """

    async def send(self, message: Any) -> None:
        """What our application says; all but a text on an open socket is uvicorn's own affair."""
        if self._is_open() and self.transport.get_write_buffer_size() > MOST_UNSENT:
            self.transport.abort()
            raise ClientDisconnected
        text = message.get("text")
        if isinstance(text, str) and self._is_open():
            self.transport.write(text_frame(text))
            return
        # uvicorn would wait for the reader before it says farewell.
        self.writable.set()
        await super().send(message)
        if message["type"] == "websocket.close":
            self.loop.call_later(self.close_timeout, self.transport.abort)

    def handle_ping(self) -> None:
        """A ping. Who does not read our answers is not sent further ones: they would pile up here."""
        if self._is_open() and self.writable.is_set():
            super().handle_ping()
        else:
            self.conn.data_to_send()

    def _is_open(self) -> bool:
        return self.handshake_complete and not self.disconnected and self.conn.state is State.OPEN
