"""A live page's side of a form: what it sends, and what it is told."""

import json
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.test import Client

from tests.sessions.world import World

LIVE = {"HX-Request": "true"}


def send(browser: Client, world: World, where: str, **fields: Any) -> Any:
    """POSTs as the live page does."""
    fields.setdefault("operation", str(uuid4()))
    return browser.post(f"/s/{world.room.session.code}/{where}", fields, headers=LIVE)


def told(response: HttpResponse) -> dict[str, Any]:
    """What the page is told to do."""
    found: dict[str, Any] = json.loads(response.headers["HX-Trigger"])["saved"]
    return found
