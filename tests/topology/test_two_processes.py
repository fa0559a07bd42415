"""Two processes over Redis and PostgreSQL show one room, also while Redis is away."""

import pytest

from sessions.live.consumer import COME_BACK, NOT_YOURS
from tests.topology.conftest import Deployment
from tests.visitors import Live

pytestmark = pytest.mark.standalone

IDLE = 2
"""Heartbeats, of 10 s each: longer than the Redis client's own patience (stack fact F1)."""


def post(deployment: Deployment, title: str) -> int:
    """Bob posts a card, at the first process; returns the status."""
    form = {"kind": "etape", "title": title}
    bob = deployment.visitor("bob", deployment.first)
    return bob.post(f"/s/{deployment.code}/cartes/", form).status_code


def chloe_at_second(deployment: Deployment) -> Live:
    """Chloé's page, at the second process. It starts empty, and gets the whole room."""
    return deployment.visitor("chloe", deployment.second).watch(deployment.code)


def test_what_is_posted_at_one_process_shows_at_the_other(deployment: Deployment) -> None:
    with chloe_at_second(deployment) as live:
        before = live.frame()["seq"]
        assert post(deployment, "D’un processus à l’autre") == 200
        frame = live.frame()
        assert frame["seq"] == before + 1
        assert "D’un processus à l’autre" in frame["html"]


def test_removal_at_one_process_closes_the_socket_at_the_other(deployment: Deployment) -> None:
    with deployment.visitor("bob", deployment.second).watch(deployment.code) as live:
        live.frame()
        alice = deployment.visitor("alice", deployment.first)
        path = f"/s/{deployment.code}/participants/{deployment.told['bob_id']}/retrait/"
        assert alice.post(path).status_code == 204
        assert live.close_code() == NOT_YOURS


def test_room_goes_on_without_redis_and_recovers_by_itself(deployment: Deployment) -> None:
    with chloe_at_second(deployment) as live:
        live.frame()
        deployment.redis.kill()
        assert post(deployment, "Sans Redis") == 200
        assert "Sans Redis" in live.frame()["html"]
        with chloe_at_second(deployment) as newcomer:
            newcomer.frame()
            assert post(deployment, "Pour qui arrive aussi") == 200
            assert "Pour qui arrive aussi" in newcomer.frame()["html"]
        live.frame()
        deployment.redis.start()
        assert post(deployment, "Redis revenu") == 200
        assert "Redis revenu" in live.frame()["html"]


def test_idle_socket_stays_open_and_still_receives(deployment: Deployment) -> None:
    with chloe_at_second(deployment) as live:
        live.frame()
        # The heartbeats tell that time passes, each on a socket that is open.
        for _ in range(IDLE):
            assert live.heartbeat().keys() == {"head", "now"}
        assert post(deployment, "Après le silence") == 200
        assert "Après le silence" in live.frame()["html"]
        known = ({"seq", "html"}, {"head", "now"})
        assert not [one for one in live.messages if one.keys() not in known]


def test_process_that_dies_leaves_the_room_to_the_other(deployment: Deployment) -> None:
    with chloe_at_second(deployment) as live:
        live.frame()
        deployment.second.kill()
        live.close_code()
    with deployment.visitor("chloe", deployment.first).watch(deployment.code, live.page) as again:
        again.frame()
        assert post(deployment, "De l’autre côté") == 200
        assert "De l’autre côté" in again.frame()["html"]


def test_process_that_stops_sends_its_pages_away(deployment: Deployment) -> None:
    with chloe_at_second(deployment) as live:
        live.frame()
        deployment.second.stop()
        assert live.close_code() == COME_BACK
