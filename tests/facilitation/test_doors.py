"""Which forms go to the threads of the doors: those that people send before anybody knows them."""

import pytest
from django.urls import reverse

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
