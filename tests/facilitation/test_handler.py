"""The handler of requests: what is sent to whom, and what is left when the sender goes."""

import asyncio
from collections.abc import Iterable
from typing import Any

from django.core import signals

from facilitation.handler import SyncViewsHandler

Message = dict[str, Any]


def scope(path: str) -> Message:
    """A GET, as a server hands it on."""
    return {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "path": path,
        "root_path": "",
        "query_string": b"",
        "headers": [(b"host", b"testserver")],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }


async def ask(path: str, messages: Iterable[Message]) -> list[Message]:
    """What the handler sends when a server hands on these messages, then waits."""
    coming, sent = list(messages), list[Message]()

    async def receive() -> Message:
        if not coming:
            await asyncio.Event().wait()
        return coming.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    await SyncViewsHandler()(scope(path), receive, send)
    return sent


ASKED: Message = {"type": "http.request", "body": b"", "more_body": False}


async def test_a_request_is_answered_while_its_sender_waits() -> None:
    start, body = await ask("/healthz", [ASKED])
    assert (start["status"], body.get("more_body", False)) == (200, False)


async def test_who_leaves_gets_no_answer() -> None:
    assert await ask("/healthz", [ASKED, {"type": "http.disconnect"}]) == []
    assert await ask("/healthz", [{"type": "http.disconnect"}]) == []


async def test_the_beginning_and_the_end_of_each_request_are_told() -> None:
    told: list[str] = []

    def began(**kwargs: Any) -> None:
        told.append("began")

    def ended(**kwargs: Any) -> None:
        told.append("ended")

    signals.request_started.connect(began)
    signals.request_finished.connect(ended)
    try:
        await ask("/healthz", [ASKED])
    finally:
        signals.request_started.disconnect(began)
        signals.request_finished.disconnect(ended)
    assert told == ["began", "ended"]
