"""Daphne, with what a public site needs: a limit for bodies of requests, and a farewell to the pages when it stops.

Used in Daphne's place, with the same options:
`python -m facilitation.daphne_server -p 8000 facilitation.asgi:application`.
"""

import asyncio
from typing import Any

from daphne import http_protocol, ws_protocol
from daphne.cli import CommandLineInterface
from daphne.server import Server
from twisted.internet import defer
from twisted.internet.tcp import Connection
from twisted.web.http import HTTPChannel

from facilitation import bodies
from facilitation.frames import BINARY, MOST_UNSENT, Ration, text_frame, whole_frame
from facilitation.uploads import longest_body

LONGEST_ANSWER = 9.0
"""Seconds that a request under way is given when the process stops: the longest that a form waits."""

CALLERS = 2048
"""Connections that the system keeps until we accept them, as with uvicorn. Twisted keeps 50: when a whole hall
connected at once, the others had to try again, some for longer than a page waits."""

MOST_UNHEARD = 64
"""Messages of one page that wait until the room hears them: more than the room takes at once (FLOODING)."""

MOST_UNREAD = 64 * 1024
"""Bytes of an answer that its reader has not taken yet, past which no further request of theirs is begun."""

LOOK = 0.05
"""Seconds between two looks at how much of a long answer its reader has taken."""

LAST_WORDS = 0.2
"""Seconds between the farewell and the end of every connection."""


class RoomLine(HTTPChannel):
    """A connection that is closed when a request on it is not whole in time. Twisted counts anew at each byte."""

    def connectionMade(self) -> None:  # noqa: N802 -- Twisted's name
        """The connection is open."""
        self.timeOut = bodies.LONGEST_ARRIVAL
        super().connectionMade()  # type: ignore[no-untyped-call]

    def resetTimeout(self) -> None:  # noqa: N802 -- Twisted's name
        """A piece of a request has come. Only the first piece starts the time of the request."""
        if not self.requests and not self._buffer:
            # A request before may have brought a file, and have had more time.
            self.timeOut = bodies.LONGEST_ARRIVAL
            super().resetTimeout()  # type: ignore[no-untyped-call]


class BoundedRequest(http_protocol.WebRequest):
    """Refuses a body that is too large while it arrives: Daphne would read all of it first (F8)."""

    received = 0
    longest = bodies.DROPPED_BODY

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Twisted would read forms too, in its own way. Django reads them, and it alone.
        super().__init__(*args, parsePOSTFormSubmission=False, **kwargs)

    def process(self) -> None:
        """A whole request. A process that stops begins no request on an old connection: the page sends it again."""
        if self.server.draining:
            self.channel.loseConnection()
            return
        # Twisted would answer all requests that came at once, and keep what nobody reads.
        line = self.channel.transport
        if isinstance(line, Connection) and unsent(line) > MOST_UNREAD:
            line.abortConnection()  # type: ignore[no-untyped-call]
            return
        # Daphne would believe whoever sends it, and fail on one that is not ASCII. We stand at the root.
        self.requestHeaders.removeHeader(b"daphne-root-path")
        super().process()

    def gotLength(self, length: int | None) -> None:  # noqa: N802 -- Twisted's name
        """The announced length, before the body."""
        super().gotLength(length)
        self.longest = longest_body(*self._asked())
        if self.longest > bodies.DROPPED_BODY:
            self.channel.setTimeout(bodies.LONGEST_UPLOAD)
        if length is not None and length > self.longest:
            self._refuse()

    def handleContentChunk(self, data: bytes) -> None:  # noqa: N802 -- Twisted's name
        """A piece of a body whose length was not announced, or was announced wrongly."""
        self.received += len(data)
        if self.received > self.longest:
            self._refuse()
        else:
            super().handleContentChunk(data)

    async def taken(self) -> None:
        """Waits until the reader has taken all of the answer but MOST_UNSENT bytes.

        Without this wait the buffer would hold the whole file for each of its readers. Twisted gives the time for the
        end of an answer only. So a reader who takes nothing for LONGEST_READING seconds is cut off here.
        """
        left, silence = self._unsent(), 0.0
        while left > MOST_UNSENT:
            await asyncio.sleep(LOOK)
            before, left = left, self._unsent()
            silence = silence + LOOK if left >= before else 0.0
            if silence > bodies.LONGEST_READING:
                self.channel.transport.abortConnection()
                return

    def _unsent(self) -> int:
        line = self.channel.transport if self.channel is not None else None
        return unsent(line) if isinstance(line, Connection) else 0

    def _asked(self) -> tuple[str, str, str]:
        """The method, the path and the query. Twisted gives them to a request once it is whole."""
        path, _, query = self.channel._path.partition(b"?")  # noqa: SLF001
        return self.channel._command.decode("latin1"), path.decode("latin1"), query.decode("latin1")  # noqa: SLF001

    def _refuse(self) -> None:
        if self.channel is not None and self.channel.transport is not None:
            self.channel.transport.write(
                b"HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
            )
            self.channel.loseConnection()


class RoomWebSocket(ws_protocol.WebSocketProtocol):
    """Accepts only small messages from pages, sends boards of any size, and sends one frame to a hall at low cost."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._ration = Ration()

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 -- Twisted's name
        """What the page sends, or no more of it."""
        if self._ration.takes(len(data)):
            super().dataReceived(data)
        else:
            self.transport.abortConnection()

    def onConnect(self, request: Any) -> Any:  # noqa: N802 -- autobahn's name
        """A handshake. We offer no subprotocols, and Daphne would fail on a subprotocol whose name is not ASCII."""
        request.headers.pop("sec-websocket-protocol", None)
        return super().onConnect(request)

    def onMessage(self, payload: bytes, isBinary: bool) -> None:  # noqa: N802, N803 -- autobahn's
        """A message of the page. We drop it when it comes after our farewell, or faster than the room handles messages.

        Daphne would queue it: 25,000 messages of one page took 6 MiB, for as long as the connection and
        its queue, which refer to each other, wait for the garbage collector.
        """
        if self.state == self.STATE_OPEN and self.application_queue.qsize() < MOST_UNHEARD:
            super().onMessage(payload, isBinary)

    def serverSend(self, content: str | bytes, binary: bool = False) -> None:  # noqa: N802, FBT
        """Sends a message as one frame, encoded once for all who are sent the same text.

        autobahn would encode and frame it for each of them, and silently drop what is larger than its
        limit, which is for what pages send. We negotiate no compression, so a frame is the same for all.
        """
        if self.state != self.STATE_OPEN:
            return
        frame = text_frame(content) if isinstance(content, str) else whole_frame(content, BINARY)
        self._write(frame)

    def _write(self, frame: bytes) -> None:
        """Writes at once what the socket takes; Twisted would ask the event loop twice for each frame."""
        transport = self.transport
        if isinstance(transport, Connection) and unsent(transport) > MOST_UNSENT:
            transport.abortConnection()  # type: ignore[no-untyped-call]
            return
        if isinstance(transport, Connection) and not self._has_unsent():
            written = transport.writeSomeData(frame)
            # An error is told again to `write`, which knows what to do with it.
            if isinstance(written, int) and written > 0:
                frame = frame[written:]
        if frame:
            transport.write(frame)

    def _has_unsent(self) -> bool:
        """Whether some of the written bytes are not yet taken by the socket."""
        transport = self.transport
        return isinstance(transport, Connection) and bool(
            transport.dataBuffer or transport._tempDataBuffer  # noqa: SLF001 -- nothing public says so
        )


def unsent(transport: Connection) -> int:
    """The bytes that wait in Twisted's buffers."""
    waiting: int = transport._tempDataLen  # noqa: SLF001 -- nothing public says so
    return len(transport.dataBuffer) - transport.offset + waiting


class RoomServer(Server):
    """Daphne's server, which drains before it stops (stack fact F19)."""

    draining = False
    endpoints: list[str]

    def run(self) -> None:
        """Serves until SIGTERM or SIGINT."""
        self.ports: list[Any] = []
        # The factories name these classes, and offer no other way to choose them.
        http_protocol.WebRequest = BoundedRequest
        http_protocol.HTTPFactory.protocol = RoomLine
        ws_protocol.WebSocketFactory.protocol = RoomWebSocket
        self.endpoints = [with_callers(description) for description in self.endpoints]
        super().run()

    async def handle_reply(self, protocol: Any, message: Any) -> None:
        """Passes a message of our application on. The next part of a long answer waits for its reader."""
        await super().handle_reply(protocol, message)
        if isinstance(protocol, BoundedRequest) and message.get("more_body"):
            await protocol.taken()

    def listen_success(self, port: Any) -> None:
        """A port is open."""
        super().listen_success(port)
        self.ports.append(port)

    def kill_all_applications(self) -> "defer.Deferred[None]":
        """Daphne calls this last before it stops. Its own version would cut off requests that are being answered."""
        return defer.Deferred.fromFuture(asyncio.ensure_future(self._drain()))

    async def _drain(self) -> None:
        """Accepts no new connection, sends the pages away, answers the forms under way, then stops."""
        # Django must be set up before.
        from sessions.live import hub

        self.draining = True
        for port in self.ports:
            port.stopListening()
        await hub.farewell()
        # A command whose event loop is gone would wait for it, and keep the process, for ever.
        if answering := self._answering():
            await asyncio.wait(answering, timeout=LONGEST_ANSWER)
        # The closes are written in the next turns of the loop: stopping at once would cut them off.
        await asyncio.sleep(LAST_WORDS)
        await super().kill_all_applications().asFuture(asyncio.get_running_loop())

    def _answering(self) -> list["asyncio.Future[Any]"]:
        """The requests that wait for their answers."""
        found = [
            details.get("application_instance")
            for protocol, details in self.connections.items()
            if isinstance(protocol, BoundedRequest)
        ]
        return [one for one in found if one is not None and not one.done()]


def with_callers(description: str) -> str:
    """Twisted's description of where to listen, with our number of waiting connections, unless it states one."""
    kinds = ("tcp:", "tcp4:", "tcp6:", "ssl:", "unix:")
    if not description.startswith(kinds) or ":backlog=" in description:
        return description
    return f"{description}:backlog={CALLERS}"


class RoomCommandLine(CommandLineInterface):
    """Daphne's command line, for our server."""

    server_class = RoomServer


if __name__ == "__main__":
    RoomCommandLine.entrypoint()
