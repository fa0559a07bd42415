"""Unmasked WebSocket frames (RFC 6455, 5.2), made once for all sockets that are sent the same.

Servers encode and frame a text for each socket anew. We negotiate no compression, so all get the same bytes.
"""

import struct

from sessions.kept import MEBIBYTE, Kept, text_bytes

TEXT, BINARY = 0x81, 0x82
"""The first byte of a whole message."""

MOST_UNSENT = 1_000_000
"""Bytes that the system has not taken yet from the buffer of one socket, past which we cut it. A page says itself
what it has read, and may lie; what its line takes is ours to see."""


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
    """The same, kept: a hub sends one text to everybody in turn, and at most one text per audience."""
    known = _framed.get(text)
    if known is None:
        known = text, whole_frame(text.encode(), TEXT)
        _framed.put(text, known)
    return known[1]
