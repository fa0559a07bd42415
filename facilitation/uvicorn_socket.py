"""uvicorn's sockets, but for two things: a frame to a hall is made once, and answers to pings do not pile up.

Named in deploy/uvicorn.flags.
"""

from typing import Any

from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.protocol import State

from facilitation.frames import text_frame


class RoomProtocol(WebSocketsSansIOProtocol):
    """Sends a text as the frame that all who are sent the same text share."""

    async def send(self, message: Any) -> None:
        """What our application says; all but a text on an open socket is uvicorn's own affair."""
        text = message.get("text")
        if not isinstance(text, str) or not self._is_open():
            await super().send(message)
            return
        await self.writable.wait()
        # It may have closed meanwhile.
        if not self._is_open():
            raise ClientDisconnected
        self.transport.write(text_frame(text))

    def handle_ping(self) -> None:
        """A ping. Who does not read our answers is not sent further ones: they would pile up here."""
        if self.writable.is_set():
            super().handle_ping()
        else:
            self.conn.data_to_send()

    def _is_open(self) -> bool:
        return self.handshake_complete and not self.disconnected and self.conn.state is State.OPEN
