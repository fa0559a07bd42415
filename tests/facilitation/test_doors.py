"""Which forms go to the threads of the doors: those that people send before anybody knows them. How many there are."""

import pytest
from django.conf import settings
from django.urls import reverse

from facilitation.handler import with_connections
from sessions.limits import DOORS


@pytest.mark.parametrize(
    "address",
    [
        reverse("ateliers:login"),
        reverse("admin:login"),
        reverse("ateliers:join", args=["ABCDEFGH"]),
    ],
)
def test_forms_of_strangers_are_known_by_their_address(address: str) -> None:
    assert DOORS.match(address)


@pytest.mark.parametrize("name", ["card-new", "session-opening", "poll-opening"])
def test_forms_of_a_room_are_not_among_them(name: str) -> None:
    assert not DOORS.match(reverse(f"ateliers:{name}", args=["ABCDEFGH"]))


@pytest.mark.parametrize(("connections", "threads"), [(200, 30), (20, 10), (4, 2), (1, 1)])
def test_writers_leave_connections_to_readers(
    monkeypatch: pytest.MonkeyPatch, connections: int, threads: int
) -> None:
    options = settings.DATABASES["default"].setdefault("OPTIONS", {})
    monkeypatch.setitem(options, "pool", {"max_size": connections})
    assert with_connections(30, 0.5) == threads
    monkeypatch.delitem(options, "pool")
    assert with_connections(30, 0.5) == 30
