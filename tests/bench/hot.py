"""One process that is hot: posts a card and runs a hub's reading, as often as a line on its input says.

`python tests/bench/hot.py`, in the environment of a prepared site; `PYTHONPATH` names the checkout, of this commit
or of another. It answers each line, a number of cards, with JSON: the milliseconds of processor of each piece.
"""

import asyncio
import json
import os
import sys
import time
from collections.abc import Iterator
from itertools import cycle
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "facilitation.settings")
TEXT = "Les habitants ont été associés dès le début, avec les agents et deux entreprises. " * 3
WARM_UP = 100
SEATS = 300


class Hot:
    """A room, those who sit in it, and how far its journal has been read."""

    def __init__(self) -> None:
        from tests.factories import make_facilitator, make_room

        room = make_room(make_facilitator(f"hot-{os.urandom(4).hex()}@exemple.fr"))
        # A seat that posts too often is held back; a hall's are not.
        hall = [room.seat(f"Personne {number}").browser() for number in range(SEATS)]
        room.go_to("recits")
        room.session.refresh_from_db()
        self.session, self.seq = room.session.pk, room.session.last_seq
        self.path = f"/s/{room.session.code}/cartes/"
        cookies = (
            "; ".join(f"{name}={each.value}" for name, each in browser.cookies.items())
            for browser in hall
        )
        self.cookies: Iterator[str] = cycle(list(cookies))

    def request(self) -> tuple[dict[str, Any], bytes]:
        """What a server hands on for one card: the scope, and the body."""
        card = {"operation": uuid4(), "kind": "etape", "title": "Une carte", "text": TEXT}
        body, token = urlencode(card).encode(), "a" * 32
        headers = {
            "host": "127.0.0.1",
            "content-type": "application/x-www-form-urlencoded",
            "content-length": str(len(body)),
            "cookie": f"{next(self.cookies)}; csrftoken={token}",
            "x-csrftoken": token,
            "hx-request": "true",
        }
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "POST",
            "scheme": "http",
            "root_path": "",
            "query_string": b"",
            "path": self.path,
            "raw_path": self.path.encode(),
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 80),
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        }
        return scope, body

    async def post(self) -> float:
        """Posts one card to the ASGI application; returns milliseconds of processor."""
        from facilitation.asgi import application

        scope, body = self.request()
        came = [{"type": "http.request", "body": body, "more_body": False}]
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            if not came:
                await asyncio.Event().wait()
            return came.pop()

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        began = time.process_time()
        await application(scope, receive, send)
        posted = time.process_time()
        assert sent[0]["status"] < 300, sent
        return 1000 * (posted - began)

    def round(self) -> float:
        """What a hub does then, for participants; returns milliseconds of processor."""
        from sessions.live.catch_up import frame, missed_since

        try:
            from sessions.audience import PARTICIPANTS
        except ImportError:  # in old checkouts an audience is a word
            PARTICIPANTS = "participants"  # type: ignore[assignment]  # noqa: N806
        began = time.process_time()
        missed = missed_since(self.session, self.seq)
        assert frame(missed, PARTICIPANTS).text
        self.seq = missed.seq
        return 1000 * (time.process_time() - began)

    async def cards(self, number: int) -> dict[str, list[float]]:
        """So many of both, in turns; a hub reads in a thread."""
        found: dict[str, list[float]] = {"post": [], "round": []}
        for _ in range(number):
            found["post"].append(await self.post())
            found["round"].append(await asyncio.to_thread(self.round))
        return found


async def obey(hot: Hot) -> None:
    """Warms up, then does what each line says."""
    await hot.cards(WARM_UP)
    print("hot", flush=True)  # noqa: T201
    while line := await asyncio.to_thread(sys.stdin.readline):
        print(json.dumps(await hot.cards(int(line))), flush=True)  # noqa: T201


if __name__ == "__main__":
    import django

    django.setup()
    asyncio.run(obey(Hot()))
