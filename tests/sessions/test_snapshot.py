"""A snapshot sees one moment, keeps nobody from writing, and leaves the connection as it was."""

from uuid import uuid4

import pytest
from django.db import transaction

from sessions.commands import cards
from sessions.exports.outcome import read_outcome
from sessions.models import TrajectoryCard
from sessions.snapshot import snapshot
from tests.crowds import at_once
from tests.factories import Room

pytestmark = pytest.mark.django_db(transaction=True)


def test_snapshot_sees_nothing_of_what_is_written_beside_it(room: Room) -> None:
    bob = room.seat("Bob")
    room.go_to("recits")

    def post() -> None:
        cards.post_card(bob.actor, uuid4(), kind="etape", title="Pendant la lecture")

    with snapshot():
        assert not TrajectoryCard.objects.exists()
        # From a thread of its own; it would wait for us in vain if we held the write lock.
        at_once([post])
        assert not TrajectoryCard.objects.exists()
    assert TrajectoryCard.objects.count() == 1
    assert len(read_outcome(room.session.code).cards) == 1


def test_what_comes_after_a_snapshot_may_write(room: Room) -> None:
    with snapshot():
        assert not room.session.participants.exists()
    with transaction.atomic():
        room.seat("Zoé")
    assert room.session.participants.count() == 1


def test_snapshot_inside_of_a_transaction_is_part_of_it(room: Room) -> None:
    with transaction.atomic():
        room.seat("Zoé")
        with snapshot():
            assert room.session.participants.count() == 1


def test_snapshot_may_be_the_first_thing_that_a_process_reads(room: Room) -> None:
    """As in `manage.py export_session`; a thread has a connection of its own, which is not open yet."""
    code = room.session.code
    (outcome,) = at_once([lambda: read_outcome(code)])
    assert outcome.session.code == code
