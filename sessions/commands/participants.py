"""Who is in the room: people sit down by themselves, and may be asked to leave."""

from django.utils import timezone
from django.utils.translation import gettext as _

from sessions.commands.base import Change, NotHere, Refused, Turn, command
from sessions.fragments import COUNTS, TURNOUT, person_id
from sessions.models import Participant
from sessions.steps import Action


@command
def join(turn: Turn, *, name: str, territory: int, seat_fingerprint: str) -> Change:
    """Seats a visitor with one of the séance's territories."""
    turn.check(Action.JOIN)
    if not turn.session.territories.filter(pk=territory).exists():
        raise Refused(_("Choisissez un territoire de cette séance."))
    seat = Participant.objects.create(
        session=turn.session,
        name=name,
        territory_id=territory,
        seat_fingerprint=seat_fingerprint,
    )
    return Change("participant_joined", [person_id(seat.pk), COUNTS, TURNOUT], seat.pk)


@command
def remove_participant(turn: Turn, participant: int) -> Change:
    """Takes somebody's seat away. What they contributed stays; each piece can be hidden."""
    turn.check(Action.REMOVE_PARTICIPANT)
    seat = Participant.objects.filter(
        session=turn.session, pk=participant, removed_at__isnull=True
    ).first()
    if seat is None:
        raise NotHere(_("Cette personne n’est plus dans la séance."))
    seat.removed_at = timezone.now()
    seat.save(update_fields=["removed_at"])
    return Change("participant_removed", [person_id(participant), COUNTS, TURNOUT], participant)
