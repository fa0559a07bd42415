"""The form that starts a clock with minutes of one's own: what is typed wrong, or after somebody else."""

from uuid import uuid4

import pytest
from django.test import Client

from sessions.commands import clock
from sessions.models import JournalEntry, Step
from tests.sessions.views.live_page import LIVE
from tests.sessions.views.stale_pages import Still
from tests.sessions.world import World, everything


@pytest.fixture
def address(world: World) -> str:
    return f"/s/{world.room.session.code}/minuteur/"


@pytest.fixture
def form(world: World, address: str) -> Still:
    """The form as it is drawn while there is no clock."""
    return Still(world.room.leader_browser(), address)


@pytest.mark.parametrize("minutes", ["", "0", "-5", "601", "dix", "1.5", "9" * 5000])
def test_wrong_minutes_come_back_with_a_sentence(world: World, form: Still, minutes: str) -> None:
    before = everything()
    answer = form.press("Lancer", minutes=minutes)
    assert answer.status_code == 422
    assert "minute" in answer.content.decode()
    form.show(answer)
    # An empty field has no value at all.
    assert form.typed("minutes") == (minutes or "None")
    assert everything() == before


def test_form_is_filled_with_the_minutes_of_the_step(world: World, form: Still) -> None:
    assert form.typed("minutes") == "15"
    operation = str(uuid4())
    for _ in range(2):
        assert form.press("Lancer", minutes="7", operation=operation).status_code == 200
    entries = JournalEntry.objects.filter(session=world.room.session, event="clock_started")
    assert entries.count() == 1


def test_clock_that_somebody_else_started_meanwhile_is_shown_first(
    world: World, form: Still
) -> None:
    clock.start_clock(world.room.leader, uuid4(), minutes=30)
    before = everything()
    refused = form.press("Lancer", minutes="7")
    assert refused.status_code == 422
    assert everything() == before
    form.show(refused)
    assert form.typed("minutes") == "7"
    (theirs,) = form.theirs()
    assert "jusqu’à" in theirs
    assert form.press("Lancer", minutes="7").status_code == 200
    ends = Step.objects.get(session=world.room.session, kind_key="vote").clock_ends_at
    earlier = {row["clock_ends_at"] for row in before["ateliers.Step"]}
    assert ends not in earlier


def test_button_that_says_nothing_known_is_refused(world: World, address: str) -> None:
    browser = world.room.leader_browser()
    before = everything()
    for act in ("", "explode"):
        words = {"act": act, "operation": str(uuid4())}
        answer = browser.post(address, words, headers=LIVE)
        assert answer.status_code == 400
    assert everything() == before
    assert Client().post(address, {"act": "start"}, headers=LIVE).status_code == 403
