"""A séance that is corrected, and that grows while people are in it."""

from datetime import date
from functools import partial
from typing import Any
from uuid import uuid4

import pytest

from referentiel.commands.territories import add_territory
from sessions.commands import sessions
from sessions.models import AtelierSession, Facilitator, JournalEntry
from tests.crowds import at_once
from tests.factories import Room, make_room
from tests.sessions.world import World, everything, touched_by


def edit(room: Room, **changes: Any) -> list[str]:
    """Sends the whole form, with these changes; returns the fragments that are drawn again."""
    words = {"title": "Séance d’essai", "season": None, "held_on": date(2026, 11, 23), **changes}
    answer = sessions.edit_session(room.leader, uuid4(), **words)
    return touched_by(JournalEntry.objects.get(session=room.session, seq=answer.seq))


def names(room: Room) -> set[str]:
    """Of the séance's territories."""
    return {territory.name for territory in room.session.territories.all()}


def test_edited_session_keeps_everything_else(world: World) -> None:
    before = everything()
    edit(world.room, title="Récits croisés", held_on=date(2026, 12, 1))
    after = everything()
    changed = {label for label, rows in after.items() if rows != before[label]}
    assert changed == {
        "ateliers.AtelierSession",
        "ateliers.JournalEntry",
        "ateliers.Operation",
        "ateliers.Revision",
    }
    was, now = (rows["ateliers.AtelierSession"][0] for rows in (before, after))
    fields = {name for name in now if now[name] != was[name]}
    assert fields == {"title", "held_on", "last_seq", "version"}


def test_territory_is_added_while_people_sit_and_somebody_may_sit_there_at_once(
    world: World,
) -> None:
    known = add_territory(name="Eybens")
    fragments = edit(world.room, territories=[known.pk], new_territories=["Trifouillis"])
    assert fragments == ["board", "heading", "resources"]
    assert names(world.room) == {"Malaunay", "Le Mené", "Eybens", "Trifouillis"}
    assert world.room.seat("Éva", "Trifouillis").seat.territory.name == "Trifouillis"


def test_territory_that_is_there_already_changes_no_board(room: Room) -> None:
    known = room.session.territories.get(name="Malaunay")
    assert edit(room, territories=[known.pk], new_territories=["malaunay"]) == [
        "heading",
        "resources",
    ]
    assert names(room) == {"Malaunay", "Le Mené"}


def test_session_in_preparation_can_be_edited(alice: Facilitator) -> None:
    room = make_room(alice, opened=False)
    edit(room, title="Récits croisés")
    assert AtelierSession.objects.get().title == "Récits croisés"


@pytest.mark.django_db(transaction=True)
def test_territories_added_at_once_are_all_there() -> None:
    room = make_room(Facilitator.objects.create_user("alice@exemple.fr"))
    added = [f"Ville {number}" for number in range(6)]
    at_once([partial(edit, room, new_territories=[name, "Lens"]) for name in added])
    assert names(room) == {"Malaunay", "Le Mené", "Lens", *added}
