"""Who is in the room: the facilitator's lists, and each person's own seat."""

from sessions.audience import AudienceRole
from sessions.fragments.registry import Context, Entries, Ids, ListFragment, subjects
from sessions.models import AtelierSession, Participant
from sessions.queries import room

LOSES_A_SEAT = frozenset({"participant_removed", "participant_erased"})
"""Events after which somebody has no place here any more."""


def _people(session: AtelierSession, with_hidden: bool, ids: Ids) -> dict[int, Context]:
    return {person.pk: {"person": person} for person in room.people(session, ids=ids)}


def _leavers(session: AtelierSession, with_hidden: bool, ids: Ids) -> dict[int, Context]:
    return {person.pk: {"person": person} for person in room.leavers(session, ids=ids)}


def _seats(session: AtelierSession, with_hidden: bool, ids: Ids) -> dict[int, Context]:
    """No seats for a board: each page shows its own seat beside it. Seats have no name: all pages receive them."""
    return {seat.pk: {"seat": seat} for seat in room.seats(session, ids=ids or ())}


def _everybody(session: AtelierSession, entries: Entries) -> set[int]:
    """All seats: nobody may know which of them belong to the same territory."""
    return set(Participant.objects.filter(session=session).values_list("pk", flat=True))


PERSON = ListFragment(
    key="person",
    load=_people,
    in_boards="people",
    roles=frozenset({AudienceRole.FACILITATORS}),
    shows={
        "participant_joined": subjects,
        "participant_introduced": subjects,
        "participant_moved": subjects,
        "participant_removed": subjects,
        "participant_erased": subjects,
    },
)
LEAVER = ListFragment(
    key="leaver",
    load=_leavers,
    in_boards="leavers",
    roles=frozenset({AudienceRole.FACILITATORS}),
    shows={"participant_removed": subjects, "participant_erased": subjects},
)
SEAT = ListFragment(
    key="seat",
    load=_seats,
    in_boards="seats",
    roles=frozenset({AudienceRole.PARTICIPANTS}),
    beside_board=True,
    shows={"participant_moved": subjects, "referentiel_changed": _everybody},
)
