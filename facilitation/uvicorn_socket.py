"""uvicorn's sockets, but for three things: a frame to a hall is made once, no send waits for the reader, and a page
that sends too many bytes is cut.

Named in deploy/uvicorn.flags.
"""

from typing import Any

from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.protocol import State

from facilitation.frames import MOST_UNSENT, Ration, text_frame


class RoomProtocol(WebSocketsSansIOProtocol):
    """Sends a text as the frame that all who are sent the same text share.

    A hub tells everybody in turn: if it waited for one who reads nothing, the whole room would wait.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._ration = Ration()

    def data_received(self, data: bytes) -> None:
        """What the page sends, or no more of it."""
        if self._ration.takes(len(data)):
            super().data_received(data)
        else:
            self.transport.abort()

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

    def _is_open(self) -> bool:
        return self.handshake_complete and not self.disconnected and self.conn.state is State.OPEN
