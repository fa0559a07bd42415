"""Many requests at once: `python -m tests.faults.crush ORIGIN JSON`, in a process of its own.

The JSON is a list of `{method, path, fields, cookies, times}`. In fields, `{n}` is the number of the
request and `{uuid}` an operation id. Prints a list of `[path, status, seconds]`; status 0 is no answer.
"""

import asyncio
import json
import sys
import time
from typing import Any
from uuid import uuid4

import httpx

from tests.visitors import CSRF_TOKEN

LONGEST = 60.0
"""Seconds for one answer: longer than any page waits, so that what comes late is seen to be late."""


async def crush(origin: str, kinds: list[dict[str, Any]]) -> list[tuple[str, int, float]]:
    """Everything at once."""
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(
        base_url=origin, timeout=LONGEST, limits=limits, trust_env=False
    ) as http:
        asks = [_ask(http, origin, kind, n) for kind in kinds for n in range(kind["times"])]
        return await asyncio.gather(*asks)


async def _ask(
    http: httpx.AsyncClient, origin: str, kind: dict[str, Any], number: int
) -> tuple[str, int, float]:
    def fill(text: str) -> str:
        return text.replace("{n}", str(number)).replace("{uuid}", str(uuid4()))

    cookies = {**kind.get("cookies", {}), "csrftoken": CSRF_TOKEN}
    headers = {
        "Origin": origin,
        "X-CSRFToken": CSRF_TOKEN,
        "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
    }
    fields = {name: fill(str(value)) for name, value in kind.get("fields", {}).items()}
    began = time.monotonic()
    try:
        answer = await http.request(
            kind["method"], fill(kind["path"]), data=fields or None, headers=headers
        )
        status = answer.status_code
    except httpx.HTTPError as error:
        sys.stderr.write(f"{kind['path']}: {error!r}\n")
        status = 0
    return kind["path"], status, time.monotonic() - began


if __name__ == "__main__":
    address, asked = sys.argv[1:]
    sys.stdout.write(json.dumps(asyncio.run(crush(address, json.loads(asked)))))
