"""What crosses the network: the frame of one card, and the page of a room of 300 cards."""

import gzip
import json

import httpx

from tests.bench.rows import Bench
from tests.bench.sides import Ours, site
from tests.bench.table import Row
from tests.bench.world import TEXT

CARDS = 300
FRAME, WIRE, PARSED = 1_400, 60_000, 250_000
"""Bytes to reach."""
LONG_TEXT = 1_000
"""Characters of a long card."""


async def measure(bench: Bench) -> list[Row]:
    """The cards are those of all rows (`world.TEXT`): their text counts."""
    frame = bench.frame.read_bytes()
    instance = bench.stack.enter_context(site(bench.server))
    instance.prepare()
    ours = Ours.on(instance, seats=1, cards=CARDS)
    bench.say("bytes")
    sent = _page(ours)
    # The same row measures a site that compresses nothing.
    is_packed = sent.startswith(b"\x1f\x8b")
    parsed = len(gzip.decompress(sent) if is_packed else sent)
    text = len(TEXT.strip().encode())
    around = len(frame) - text
    return [
        Row(
            f"bytes of the frame of a card of {LONG_TEXT} characters",
            f"{around + LONG_TEXT} B, with {text} of text {len(frame)} B",
            "–", "–", f"≤ {FRAME} B",
            around + LONG_TEXT <= FRAME,
            {"frame": len(frame), "around the text": around, "sample": json.loads(frame)["html"]},
        ),
        Row(
            f"bytes of the page of a room of {CARDS} cards",
            f"{len(sent) / 1000:.0f} kB on the wire, {parsed / 1000:.0f} kB parsed",
            "–", "–", f"≤ {WIRE // 1000} kB, ≤ {PARSED // 1000} kB",
            len(sent) <= WIRE and parsed <= PARSED,
            {"wire": len(sent), "parsed": parsed},
        ),
    ]  # fmt: skip


def _page(ours: Ours) -> bytes:
    """The body of the room's page, as a browser takes it from the line."""
    person = ours.person(0)
    headers = {"Accept-Encoding": "gzip", "Cookie": person.cookies}
    with httpx.stream(
        "GET", f"{person.origin}{person.path}", headers=headers, trust_env=False
    ) as answer:
        answer.raise_for_status()
        return b"".join(answer.iter_raw())
