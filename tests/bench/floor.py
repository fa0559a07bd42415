"""The floor: `websockets.broadcast` of the same bytes, and nothing else. `python -m tests.bench.floor PORT`."""

import asyncio
import sys

from websockets.asyncio.server import ServerConnection, broadcast, serve

from tests.bench.frames import frame, sample

SAMPLE = sample()
screens: set[ServerConnection] = set()


async def screen(connection: ServerConnection) -> None:
    """One socket: what it sends goes to everybody."""
    screens.add(connection)
    try:
        async for mark in connection:
            broadcast(screens, frame(SAMPLE, str(mark)))
    finally:
        screens.discard(connection)


async def main(port: int) -> None:
    """Serves until the process is ended."""
    async with serve(screen, "127.0.0.1", port, compression=None, ping_interval=None) as server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
