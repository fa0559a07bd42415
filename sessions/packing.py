"""Pages whose secrets are never compressed, so that their length on the wire says nothing about them.

Somebody who can post texts and measure lengths can guess a secret that is compressed beside them (BREACH). So a
page goes out as one gzip stream of three parts. What comes before and after the board holds personal links and
tokens: it is stored as it is. The board is the same for everybody of its audience: it is compressed by itself, once
for all of them. See docs/decisions/0034-bytes-on-the-wire.md.
"""

import struct
import zlib

RAW = -zlib.MAX_WBITS
"""A deflate stream without a header, so that several can be joined into one."""
HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
"""Of gzip: deflate, no flags, no time, no system."""


def deflated(html: str) -> bytes:
    """One part of a stream, compressed. It refers to nothing before it, and ends on a whole byte."""
    return _part(html.encode(), level=6)


def gzipped(before: bytes, board: bytes, deflated_board: bytes, after: bytes) -> bytes:
    """The page `before + board + after` as gzip; only the board is compressed."""
    checksum = zlib.crc32(after, zlib.crc32(board, zlib.crc32(before)))
    length = (len(before) + len(board) + len(after)) % 2**32
    stored = _part(before, level=0), deflated_board, _part(after, level=0)
    return b"".join([HEADER, *stored, _END, struct.pack("<II", checksum, length)])


def _part(plain: bytes, *, level: int) -> bytes:
    stream = zlib.compressobj(level, wbits=RAW)
    return stream.compress(plain) + stream.flush(zlib.Z_FULL_FLUSH)


_END = zlib.compressobj(wbits=RAW).flush()
"""An empty block that says that it is the last one."""
