"""uvicorn's sockets with four changes. deploy/uvicorn.flags names this module.

A frame to a hall is made once. No send waits for the reader. A page that sends too many bytes is cut. A page that
sends a text which is not UTF-8 leaves no traceback.
"""

from typing import Any

from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.protocol import State

from facilitation.frames import MOST_UNSENT, Ration, text_frame

NOT_TEXT = 1007
"""The close code of the standard for a text that is not UTF-8."""


def is_text(message: bytes) -> bool:
    """Whether these bytes are UTF-8."""
    try:
        message.decode()
    except UnicodeDecodeError:
        return False
    return True


class RoomProtocol(WebSocketsSansIOProtocol):
    """Sends a text as one frame, which all sockets that get the same text share.

    A hub sends to all pages in turn: if it waited for a page that reads nothing, the whole room would wait.
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

    def send_receive_event_to_app(self) -> None:
        """A whole message. When its bytes are no text, uvicorn would log this as an error of ours."""
        if self.curr_msg_data_type == "text" and not is_text(b"".join(self.frames)):
            self.conn.send_close(NOT_TEXT)
            self.handle_parser_exception()
        else:
            super().send_receive_event_to_app()

    async def send(self, message: Any) -> None:
        """Sends what our application says. This handles a text on an open socket; uvicorn handles everything else."""
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
