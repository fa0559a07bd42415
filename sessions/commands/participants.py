"""Who is in the room: people sit down by themselves, are moved, removed, erased."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from sessions.commands.base import Change, NotHere, Refused, Turn, command
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
from texts.cleaning import clean_words
from texts.folding import equal_form


@command
def join(turn: Turn, *, name: str, territory: int, seat_fingerprint: str) -> Change:
    """Seats a visitor with one of the séance's territories."""
    turn.check(Action.JOIN)
    _check_territory(turn, territory)
    seat = Participant.objects.create(
        session=turn.session,
        name=_told_apart(turn, name),
        territory_id=territory,
        seat_fingerprint=seat_fingerprint,
    )
    return Change("participant_joined", [person_id(seat.pk), COUNTS, TURNOUT], seat.pk)


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
    seat.territory_id = territory
    seat.save(update_fields=["territory"])
    read = TrajectoryCard.objects.filter(readings__reader=seat).values_list("pk", flat=True)
    changed = [person_id(seat.pk), seat_id(seat.pk), COUNTS, *map(card_id, read.distinct())]
    return Change("participant_moved", changed, seat.pk)


@command
def remove_participant(turn: Turn, participant: int) -> Change:
    """Takes somebody's seat away. What they contributed stays; each piece can be hidden."""
    turn.check(Action.REMOVE_PARTICIPANT)
    seat = _find_seat(turn, participant)
    seat.removed_at = timezone.now()
    seat.save(update_fields=["removed_at"])
    lists = [person_id(participant), leaver_id(participant), COUNTS, TURNOUT]
    return Change("participant_removed", lists, participant)


@command
def erase_participant(turn: Turn, participant: int) -> Change:
    """Takes somebody's name out for good, and their seat with it, also after the séance.

    What they contributed stays, without an author's name. The journal, which knows numbers only, stays as it is.
    """
    found = Participant.objects.filter(session=turn.session, pk=participant)
    seat = found.exclude(name=ERASED).first()
    if seat is None:
        raise NotHere(_("Cette personne n’est plus dans la séance."))
    turn.check(Action.ERASE_PARTICIPANT, owns=seat.pk == turn.actor.id)
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
    seat = Participant.objects.filter(
        session=turn.session, pk=participant, removed_at__isnull=True
    ).first()
    if seat is None:
        raise NotHere(_("Cette personne n’est plus dans la séance."))
    return seat


def _check_territory(turn: Turn, territory: int) -> None:
    if not turn.session.territories.filter(pk=territory).exists():
        raise Refused(_("Choisissez un territoire de cette séance."))


def _told_apart(turn: Turn, name: str) -> str:
    """The name, with a number when somebody in the séance has it: « Camille R. (2) »."""
    taken = {
        equal_form(known) for known in turn.session.participants.values_list("name", flat=True)
    }
    longest = Participant._meta.get_field("name").max_length or 0
    chosen, rank = name, 1
    while equal_form(chosen) in taken:
        rank += 1
        number = f" ({rank})"
        chosen = clean_words(name)[: longest - len(number)] + number
    return chosen


def _was_read(turn: Turn) -> bool:
    return StakeReading.objects.filter(card__session=turn.session).exists()
