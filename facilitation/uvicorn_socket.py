"""uvicorn's sockets, but for four things: a frame to a hall is made once, no send waits for the reader, a page that
sends too many bytes is cut, and one that sends no text as text leaves no traceback.

Named in deploy/uvicorn.flags.
"""

from typing import Any

from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.protocol import State

from facilitation.frames import MOST_UNSENT, Ration, text_frame

NOT_TEXT = 1007
"""The standard's close code."""


def is_text(message: bytes) -> bool:
    """Whether these bytes are UTF-8."""
    try:
        message.decode()
    except UnicodeDecodeError:
        return False
    return True


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

    def send_receive_event_to_app(self) -> None:
        """A whole message. uvicorn would write down as an error of ours that its bytes are no text."""
        if self.curr_msg_data_type == "text" and not is_text(b"".join(self.frames)):
            self.conn.send_close(NOT_TEXT)
            self.handle_parser_exception()
        else:
            super().send_receive_event_to_app()

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
