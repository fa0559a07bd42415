"""Who is in the room: people sit down by themselves, are moved, removed, erased."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from sessions.commands.base import Change, NotHere, Refused, Turn, Unchanged, command
from sessions.fragments import (
    COUNTS,
    TURNOUT,
    card_id,
    leaver_id,
    person_id,
    proposal_id,
    seat_id,
)
from sessions.models import ERASED, Participant, Proposal, StakeReading, TrajectoryCard
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
    return Change("participant_joined", [person_id(seat.pk), COUNTS, TURNOUT], seat.pk)


@command
def move_participant(
    turn: Turn, participant: int, *, territory: int, seen: str | None = None
) -> Change | Unchanged:
    """Seats somebody with another territory: the facilitator, or the person on arriving.

    Cards and ballots keep the territory that they were told or cast for; readings follow their reader.
    `seen` is the id of the territory that the form was drawn for.
    """
    seat = _find_seat(turn, participant)
    turn.check(Action.MOVE_PARTICIPANT, owns=seat.pk == turn.actor.id)
    _check_territory(turn, territory)
    if seat.territory_id == territory:
        return Unchanged(seat.pk)
    turn.check_seen(
        seen,
        seat.territory_id,
        _(
            "Entre-temps, cette personne a changé de territoire. Vérifiez où elle est maintenant,"
            " puis choisissez à nouveau."
        ),
    )
    if turn.session.is_anonymous and _was_read(turn):
        raise Refused(
            _(
                "Sans les noms, personne ne change plus de territoire une fois les lectures"
                " commencées : les écarts qui bougent diraient qui a lu quoi."
            )
        )
    seat.territory_id = territory
    seat.save(update_fields=["territory"])
    read = TrajectoryCard.objects.filter(readings__reader=seat).values_list("pk", flat=True)
    changed = [person_id(seat.pk), seat_id(seat.pk), COUNTS, *map(card_id, read.distinct())]
    return Change("participant_moved", changed, seat.pk)


@command
def remove_participant(turn: Turn, participant: int) -> Change | Unchanged:
    """Takes somebody's seat away. What they contributed stays; each piece can be hidden."""
    turn.check(Action.REMOVE_PARTICIPANT)
    seat = _find_person(turn, participant)
    if seat.removed_at is not None:
        return Unchanged(participant)
    seat.removed_at = timezone.now()
    seat.save(update_fields=["removed_at"])
    lists = [person_id(participant), leaver_id(participant), COUNTS, TURNOUT]
    return Change("participant_removed", lists, participant)


@command
def erase_participant(turn: Turn, participant: int) -> Change | Unchanged:
    """Takes somebody's name out for good, and their seat with it, also after the séance.

    What they contributed stays, without an author's name. The journal, which knows numbers only, stays as it is.
    """
    seat = _find_person(turn, participant)
    turn.check(Action.ERASE_PARTICIPANT, owns=seat.pk == turn.actor.id)
    if seat.name == ERASED:
        return Unchanged(participant)
    signed = _signed_by(turn, seat)
    seat.name, seat.seat_fingerprint = ERASED, f"erased-{seat.pk}"
    seat.removed_at = seat.removed_at or timezone.now()
    seat.save(update_fields=["name", "seat_fingerprint", "removed_at"])
    lists = [person_id(seat.pk), leaver_id(seat.pk), COUNTS, TURNOUT]
    return Change("participant_erased", [*lists, *signed], seat.pk)


def _signed_by(turn: Turn, seat: Participant) -> list[str]:
    """The pieces that show this name: none without names, where their list would tell who wrote them."""
    if turn.session.is_anonymous:
        return []
    own = Q(author=seat) | Q(readings__reader=seat)
    cards = TrajectoryCard.objects.filter(own).values_list("pk", flat=True)
    proposals = Proposal.objects.filter(author=seat).values_list("pk", flat=True)
    return [*map(card_id, cards), *map(proposal_id, proposals)]


def _find_seat(turn: Turn, participant: int) -> Participant:
    seat = _find_person(turn, participant)
    if seat.removed_at is not None:
        raise NotHere(_("Cette personne n’est plus dans la séance."))
    return seat


def _find_person(turn: Turn, participant: int) -> Participant:
    """Somebody of this séance, also one whose seat was taken away."""
    seat = Participant.objects.filter(session=turn.session, pk=participant).first()
    if seat is None:
        raise NotHere(_("Cette personne n’est plus dans la séance."))
    return seat


def _check_territory(turn: Turn, territory: int) -> None:
    if not turn.session.territories.filter(pk=territory).exists():
        raise Refused(_("Choisissez un territoire de cette séance."))


def _was_read(turn: Turn) -> bool:
    return StakeReading.objects.filter(card__session=turn.session).exists()
