"""Unmasked WebSocket frames (RFC 6455, 5.2), made once for all sockets that are sent the same.

Servers encode and frame a text for each socket anew. We negotiate no compression, so all get the same bytes.
"""

import struct
from functools import lru_cache

TEXT, BINARY = 0x81, 0x82
"""The first byte of a whole message."""


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


@lru_cache(maxsize=8)
def text_frame(text: str) -> bytes:
    """The same, kept: a hub sends one text to everybody in turn, and at most one text an audience."""
    return whole_frame(text.encode(), TEXT)
