"""The option for large halls: the same room on uvicorn, as `ASGI_SERVER=uvicorn script/server` starts it."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed

from sessions.live.consumer import NOT_YOURS
from tests.servers import UVICORN, SiteInstance
from tests.visitors import DEADLINE, Visitor

pytestmark = pytest.mark.standalone

RESTARTS = 1012
LONG = "Un récit qui ne tient pas dans une trame courte. " * 20


@pytest.fixture(scope="module")
def site() -> Iterator[SiteInstance]:
    """One process of the site on uvicorn, with SQLite."""
    with SiteInstance(server=UVICORN).serving() as site:
        yield site


@pytest.fixture
def told(site: SiteInstance) -> Any:
    """A room at « récits » with Bob and Chloé in it."""
    if site.process is None:
        site.start()
    return json.loads(site.python("-m", "tests.topology.stage"))


def test_pages_follow_whatever_the_length_of_a_frame(site: SiteInstance, told: Any) -> None:
    bob, chloe = Visitor(site.url, told["bob"]), Visitor(site.url, told["chloe"])
    with bob.watch(told["code"]) as own, chloe.watch(told["code"]) as other:
        own.frame(), other.frame()
        for number in range(3):
            words = {"kind": "etape", "title": f"Carte {number}", "text": LONG * number}
            assert bob.post(f"/s/{told['code']}/cartes/", words).status_code == 200
            assert f"Carte {number}" in own.frame()["html"]
            assert f"Carte {number}" in other.frame()["html"]
        # A whole board is longer than what one may send us.
        other.say({"pull": 0})
        assert other.frame()["html"].count("Carte 2") >= 1
    assert own.page.position == other.page.position


def test_removal_closes_the_socket(site: SiteInstance, told: Any) -> None:
    with Visitor(site.url, told["bob"]).watch(told["code"]) as live:
        live.frame()
        path = f"/s/{told['code']}/participants/{told['bob_id']}/retrait/"
        assert Visitor(site.url, told["alice"]).post(path).status_code == 204
        assert live.close_code() == NOT_YOURS


def test_process_that_stops_tells_its_pages_to_come_back(site: SiteInstance, told: Any) -> None:
    with Visitor(site.url, told["bob"]).watch(told["code"]) as live:
        live.frame()
        site.stop()
        with pytest.raises(ConnectionClosed):
            live.socket.recv(timeout=DEADLINE)
        assert live.socket.close_code == RESTARTS
