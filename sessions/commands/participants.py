"""Who is in the room: people sit down by themselves, are moved, removed, erased."""

from django.utils import timezone
from django.utils.translation import gettext as _

from sessions.commands.base import Change, NotHere, Refused, Turn, command
from sessions.commands.scrubbing import scrub_person
from sessions.models import ERASED, Participant, StakeReading
from sessions.steps import Action


@command
def join(turn: Turn, *, name: str, territory: int, seat_fingerprint: str) -> Change:
    """Seats a visitor with one of the séance's territories."""
    turn.check(Action.JOIN)
    _check_territory(turn, territory)
    seat = Participant.objects.create(
        session=turn.session,
        name=name,
        territory_id=territory,
        seat_fingerprint=seat_fingerprint,
    )
    return Change("participant_joined", "participant", seat.pk, {"territory": territory})


@command
def move_participant(turn: Turn, participant: int, *, territory: int) -> Change:
    """Seats somebody with another territory: the facilitator, or the person on arriving.

    Cards and ballots keep the territory that they were told or cast for; readings follow their reader.
    """
    seat = _find_seat(turn, participant)
    turn.check(Action.MOVE_PARTICIPANT, owns=seat.pk == turn.actor.id)
    _check_territory(turn, territory)
    if turn.session.is_anonymous and _was_read(turn):
        raise Refused(
            _(
                "Sans les noms, personne ne change plus de territoire une fois les lectures"
                " commencées : les écarts qui bougent diraient qui a lu quoi."
            )
        )
    moved = {"territory": territory, "from": seat.territory_id}
    seat.territory_id = territory
    seat.save(update_fields=["territory"])
    return Change("participant_moved", "participant", seat.pk, moved)


@command
def remove_participant(turn: Turn, participant: int) -> Change:
    """Takes somebody's seat away. What they contributed stays; each piece can be hidden."""
    turn.check(Action.REMOVE_PARTICIPANT)
    seat = _find_seat(turn, participant)
    seat.removed_at = timezone.now()
    seat.save(update_fields=["removed_at"])
    return Change("participant_removed", "participant", participant)


@command
def erase_participant(turn: Turn, participant: int) -> Change:
    """Takes somebody's name out for good, and their seat with it, also after the séance.

    What they contributed stays, without an author's name. The journal, which knows numbers only, stays as it is;
    revisions lose the texts that they signed.
    """
    found = Participant.objects.filter(session=turn.session, pk=participant)
    seat = found.exclude(name=ERASED).first()
    if seat is None:
        raise NotHere(_("Cette personne n’est plus dans la séance."))
    turn.check(Action.ERASE_PARTICIPANT, owns=seat.pk == turn.actor.id)
    scrub_person(turn.session, seat.pk)
    seat.name, seat.seat_fingerprint = ERASED, f"erased-{seat.pk}"
    seat.removed_at = seat.removed_at or timezone.now()
    seat.save(update_fields=["name", "seat_fingerprint", "removed_at"])
    return Change("participant_erased", "participant", seat.pk)


def _find_seat(turn: Turn, participant: int) -> Participant:
    seat = Participant.objects.filter(
        session=turn.session, pk=participant, removed_at__isnull=True
    ).first()
    if seat is None:
        raise NotHere(_("Cette personne n’est plus dans la séance."))
    return seat


def _check_territory(turn: Turn, territory: int) -> None:
    if not turn.session.territories.filter(pk=territory).exists():
        raise Refused(_("Choisissez un territoire de cette séance."))


def _was_read(turn: Turn) -> bool:
    return StakeReading.objects.filter(card__session=turn.session).exists()
