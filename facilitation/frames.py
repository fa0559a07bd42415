"""WebSocket frames (RFC 6455, 5.2): makes a frame once for all sockets, and limits the bytes that we accept.

Servers encode and frame a text for each socket anew. We negotiate no compression, so all get the same bytes.
"""

import struct
import time

from sessions.bucket import Bucket
from sessions.kept import MEBIBYTE, Kept, text_bytes

TEXT, BINARY = 0x81, 0x82
"""The first byte of a whole message."""

MOST_UNSENT = 1_000_000
"""We cut a socket when the system has left more than this number of bytes in its buffer. A page itself says what it has
read, and may lie; we can measure what its connection takes."""

MOST_SAID, SAID_A_SECOND = 16_384, 4_096.0
"""Bytes that a page may send at once, and per second in the long run. The messages of real pages are far shorter."""


class Ration:
    """The bytes that one socket may still send us, whatever they are.

    Messages have a limit of their own, but servers also read pings, and the pieces of a message that never ends. A
    frame of six bytes costs as much as a whole message: one page that sent nothing else blocked the process for all.
    """

    def __init__(self) -> None:
        self._bucket: Bucket | None = None

    def takes(self, size: int) -> bool:
        """Whether this number of further bytes is accepted. The first piece, the handshake, has limits of its own."""
        now = time.monotonic()
        if self._bucket is None:
            self._bucket = Bucket(burst=MOST_SAID, a_second=SAID_A_SECOND, now=now)
            return True
        if self._bucket.wait(size, now):
            return False
        self._bucket.take(size, now)
        return True


def whole_frame(payload: bytes, kind: int) -> bytes:
    """A message in one frame."""
    size = len(payload)
    if size < 126:
        head = struct.pack("!BB", kind, size)
    elif size < 65_536:
        head = struct.pack("!BBH", kind, 126, size)
    else:
        head = struct.pack("!BBQ", kind, 127, size)
    return head + payload


_framed: Kept[str, tuple[str, bytes]] = Kept(
    8 * MEBIBYTE, lambda pair: text_bytes(pair[0]) + len(pair[1])
)


def text_frame(text: str) -> bytes:
    """The same with a cache: a hub sends one text to everybody in turn, and at most one text per audience."""
    known = _framed.get(text)
    if known is None:
        known = text, whole_frame(text.encode(), TEXT)
        _framed.put(text, known)
    return known[1]
