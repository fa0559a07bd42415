"""HTTP byte by byte: what a careless or hostile client sends, and what comes back on the same connection."""

import os
import socket
import struct
from collections.abc import Mapping
from dataclasses import dataclass

from tests.servers import SiteInstance
from tests.visitors import DEADLINE


@dataclass(frozen=True)
class Reply:
    """One answer, as read off the line."""

    status: int
    headers: dict[str, str]
    body: bytes


class Line:
    """One connection to a site, on which requests are written as given."""

    def __init__(self, site: SiteInstance, *, narrow: bool = False) -> None:
        """`narrow`: our own system buffers little before we read, so the rest stays with the server."""
        self.host = f"127.0.0.1:{site.port}"
        self.socket = socket.socket()
        self.socket.settimeout(DEADLINE)
        if narrow:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.socket.connect(("127.0.0.1", site.port))
        self.file = self.socket.makefile("rb")

    def __enter__(self) -> "Line":
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()
        self.socket.close()

    def ask(
        self,
        method: str,
        path: str,
        cookies: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
    ) -> None:
        """Writes a whole request, with its words unchanged."""
        jar = "; ".join(f"{name}={value}" for name, value in (cookies or {}).items())
        told = {"Host": self.host, "Cookie": jar, **(headers or {})}
        if body or method == "POST":
            told["Content-Length"] = str(len(body))
        lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in told.items())]
        self.write("\r\n".join([*lines, "", ""]).encode("latin1") + body)

    def write(self, data: bytes) -> None:
        """Writes these bytes."""
        self.socket.sendall(data)

    def read(self, *, bodiless: bool = False) -> Reply:
        """The next answer. One to HEAD, 204 or 304 has no body, whatever its headers say."""
        first = self.file.readline()
        protocol, status, *_ = first.split(b" ")
        assert protocol in {b"HTTP/1.1", b"HTTP/1.0"}, first
        headers = {}
        while line := self.file.readline().strip():
            name, value = line.split(b":", 1)
            headers[name.decode().lower()] = value.strip().decode("latin1")
        number = int(status)
        body = b"" if bodiless or number in {204, 304} else self._body(headers)
        return Reply(number, headers, body)

    def rest(self) -> bytes:
        """All that comes until the server closes the connection."""
        return self.file.read()

    def _body(self, headers: Mapping[str, str]) -> bytes:
        if headers.get("transfer-encoding") != "chunked":
            return self.file.read(int(headers["content-length"]))
        body = b""
        while size := int(self.file.readline(), 16):
            body += self.file.read(size)
            self.file.readline()
        self.file.readline()
        return body


def masked(text: str, first_byte: int = 0x81) -> bytes:
    """A short frame as a browser sends it: a whole text, unless its first byte says otherwise."""
    mask = os.urandom(4)
    hidden = bytes(byte ^ mask[place % 4] for place, byte in enumerate(text.encode()))
    return struct.pack("!BB", first_byte, 0x80 | len(hidden)) + mask + hidden


def open_page(site: SiteInstance, code: str, cookies: Mapping[str, str]) -> bytes:
    """The handshake of a participant's page, as it is written on a line."""
    jar = "; ".join(f"{name}={value}" for name, value in cookies.items())
    head = (
        f"GET /ws/s/{code}/?since=0&audience=participants HTTP/1.1",
        f"Host: 127.0.0.1:{site.port}",
        f"Origin: {site.url}",
        f"Cookie: {jar}",
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    )
    return "\r\n".join([*head, "", ""]).encode()
