"""The time zone of a séance: its hours are those of the place where it is held."""

import json
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.utils import timezone

from sessions.models import AtelierSession, Participant
from tests.factories import Person, Room

pytestmark = pytest.mark.django_db

NINE_IN_PARIS = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
FORM = {"title": "Séance d’essai", "season": "", "held_on": "2026-11-23"}


@pytest.fixture
def arrived(bob: Person) -> None:
    """Bob sat down at nine in Paris, which is noon in La Réunion."""
    Participant.objects.update(joined_at=NINE_IN_PARIS)


def edit(room: Room, time_zone: str) -> None:
    """As the form sends it."""
    version = str(AtelierSession.objects.get(pk=room.session.pk).version)
    sent = {**FORM, "time_zone": time_zone, "seen": version, "operation": str(uuid4())}
    answer = room.leader_browser().post(f"/s/{room.session.code}/preparation/", sent)
    assert answer.status_code == 302, answer.content.decode()


def cockpit(room: Room) -> str:
    return room.leader_browser().get(f"/s/{room.session.code}/animation/").content.decode()


def exported(room: Room) -> dict[str, str]:
    """The first participant, in the JSON file."""
    address = f"/s/{room.session.code}/exports/json"
    found: dict[str, str] = json.loads(room.leader_browser().get(address).content)["participants"][
        0
    ]
    return found


@pytest.mark.usefixtures("arrived")
def test_hours_are_the_sites_until_somebody_says_otherwise(room: Room) -> None:
    assert "depuis 09:00" in cockpit(room)
    assert exported(room)["joined_at"] == "2026-11-23T09:00:00+01:00"


@pytest.mark.usefixtures("arrived")
def test_hours_are_those_of_la_reunion_once_it_is_said(room: Room) -> None:
    assert "depuis 09:00" in cockpit(room)
    edit(room, "Indian/Reunion")
    assert "depuis 12:00" in cockpit(room)
    assert exported(room)["joined_at"] == "2026-11-23T12:00:00+04:00"
    assert timezone.get_current_timezone_name() == "Europe/Paris"


def test_report_says_the_hour_of_la_reunion(room: Room) -> None:
    edit(room, "Indian/Reunion")
    at = room.session.journal.order_by("seq").last().at.astimezone(UTC)  # type: ignore[union-attr]
    page = room.leader_browser().get(f"/s/{room.session.code}/exports/html").content.decode()
    assert f"à {(at.hour + 4) % 24} h {at.minute:02}" in page


def test_pages_that_are_open_draw_their_hours_again(room: Room) -> None:
    edit(room, "Indian/Reunion")
    entry = room.session.journal.order_by("seq").last()
    assert entry is not None
    assert entry.particulars["time_zone"] == "Indian/Reunion"


def test_time_zone_is_unknown(room: Room) -> None:
    sent = {**FORM, "time_zone": "Mars/Olympe", "operation": str(uuid4())}
    answer = room.leader_browser().post(f"/s/{room.session.code}/preparation/", sent)
    assert answer.status_code == 422


def test_new_seance_is_in_la_reunion(room: Room) -> None:
    sent = {**FORM, "new_territories": "Saint-Paul", "secrecy": "named", "operation": str(uuid4())}
    room.leader_browser().post("/seances/nouvelle/", {**sent, "time_zone": "Indian/Reunion"})
    assert AtelierSession.objects.latest("pk").time_zone == "Indian/Reunion"
