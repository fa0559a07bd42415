"""TLS for clients whose threads share a connection."""

import select
import socket
import ssl
import threading
from collections.abc import Sequence
from typing import Any


class SharedTls:
    """A TLS connection that one thread reads and another one writes, as `websockets.sync` does.

    An SSL object of OpenSSL takes one thread at a time. Python 3.11 and 3.12 let both in: a request that was
    written just when the session tickets of TLS 1.3 were read was lost, once in a thousand handshakes.
    """

    def __init__(self, host: str, port: int, trust: ssl.SSLContext, *, timeout: float) -> None:
        plain = socket.create_connection((host, port), timeout=timeout)
        self._tls = trust.wrap_socket(plain, server_hostname=host)
        self._tls.setblocking(False)
        self._lock = threading.Lock()
        self._timeout: float | None = None

    def recv(self, size: int) -> bytes:
        """What has come, or nothing at the end; waits for it without keeping the writer out."""
        while True:
            try:
                with self._lock:
                    return self._tls.recv(size)
            except ssl.SSLWantReadError:
                self._wait(reading=[self._tls])

    def sendall(self, data: bytes) -> None:
        """Writes all of it."""
        rest = memoryview(data)
        while rest:
            try:
                with self._lock:
                    rest = rest[self._tls.send(rest) :]
            except ssl.SSLWantWriteError:
                self._wait(writing=[self._tls])

    def settimeout(self, seconds: float | None) -> None:
        """Seconds that `recv` and `sendall` wait from now on; the socket itself never does."""
        self._timeout = seconds

    def _wait(
        self, *, reading: Sequence[ssl.SSLSocket] = (), writing: Sequence[ssl.SSLSocket] = ()
    ) -> None:
        if select.select(reading, writing, [], self._timeout) == ([], [], []):
            raise TimeoutError

    def __getattr__(self, name: str) -> Any:
        """Everything else is the socket's own."""
        return getattr(self._tls, name)
