"""Daphne, with what a room in the open needs: bounded request bodies, and a farewell to its pages.

Used in Daphne's place, with the same options:
`python -m facilitation.daphne_server -p 8000 facilitation.asgi:application`.
"""

import asyncio

from daphne import http_protocol, ws_protocol
from daphne.cli import CommandLineInterface
from daphne.server import Server
from twisted.internet import defer, reactor

MOST_BODY = 300_000
"""Bytes. Django's own limit is a little lower, and answers more kindly; this one guards the memory."""

LAST_WORDS = 0.2
"""Seconds between the farewell and the end of every connection."""


class BoundedRequest(http_protocol.WebRequest):
    """Refuses a body that is too large while it arrives: Daphne would read all of it first (F8)."""

    received = 0

    def gotLength(self, length: int | None) -> None:  # noqa: N802 -- Twisted's name
        """The announced length, before the body."""
        super().gotLength(length)
        if length is not None and length > MOST_BODY:
            self._refuse()

    def handleContentChunk(self, data: bytes) -> None:  # noqa: N802 -- Twisted's name
        """A piece of a body whose length was not announced, or not truly."""
        self.received += len(data)
        if self.received > MOST_BODY:
            self._refuse()
        else:
            super().handleContentChunk(data)

    def _refuse(self) -> None:
        if self.channel is not None and self.channel.transport is not None:
            self.channel.transport.write(
                b"HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
            )
            self.channel.loseConnection()


class RoomWebSocket(ws_protocol.WebSocketProtocol):
    """Takes only the small messages of pages, and still sends boards of any size."""

    def serverSend(self, content: str | bytes, binary: bool = False) -> None:  # noqa: N802, FBT
        """The limit is for what pages send; autobahn would silently drop our own larger frames too."""
        limit, self.maxMessagePayloadSize = self.maxMessagePayloadSize, 0  # type: ignore[has-type]
        try:
            super().serverSend(content, binary)
        finally:
            self.maxMessagePayloadSize = limit


class RoomServer(Server):
    """Daphne's server, which says goodbye before it stops (stack fact F19)."""

    def run(self) -> None:
        """Serves until SIGTERM or SIGINT."""
        # The factory names the class of its requests, and offers no other way to choose it.
        http_protocol.WebRequest = BoundedRequest
        ws_protocol.WebSocketFactory.protocol = RoomWebSocket
        # Before Daphne's own trigger, which cancels the sockets' coroutines.
        reactor.addSystemEventTrigger("before", "shutdown", _farewell)  # type: ignore[arg-type]
        super().run()


def _farewell() -> "defer.Deferred[None]":
    return defer.Deferred.fromFuture(asyncio.ensure_future(_say_goodbye()))


async def _say_goodbye() -> None:
    # Django must be set up before.
    from sessions.live import hub

    await hub.farewell()
    # The closes are written in the next turns of the loop: stopping at once would cut them off.
    await asyncio.sleep(LAST_WORDS)


class RoomCommandLine(CommandLineInterface):
    """Daphne's command line, for our server."""

    server_class = RoomServer


if __name__ == "__main__":
    RoomCommandLine.entrypoint()
