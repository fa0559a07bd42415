"""Who is in the room: people sit down by themselves, are moved, removed, erased."""

import hashlib

from django.utils import timezone
from django.utils.translation import gettext as _

from referentiel.models import Organisation
from sessions.actor import Role
from sessions.commands.base import Change, NotHere, Refused, Turn, Unchanged, command
from sessions.commands.scrubbing import scrub_person
from sessions.families import FAMILIES, family_of
from sessions.limits import MOST_SEATS
from sessions.models import ERASED, Participant, StakeReading
from sessions.steps import Action
from texts.cleaning import clean_words
from texts.folding import equal_form, name_key


@command
def join(turn: Turn, *, name: str, territory: int, seat_fingerprint: str) -> Change:
    """Seats a visitor with one of the séance's territories."""
    turn.check(Action.JOIN)
    check_territory(turn, territory)
    _check_room_left(turn)
    seat = Participant.objects.create(
        session=turn.session,
        name=_told_apart(turn, name),
        territory_id=territory,
        seat_fingerprint=seat_fingerprint,
    )
    return Change("participant_joined", "participant", seat.pk, {"territory": territory})


@command
def move_participant(
    turn: Turn, participant: int, *, territory: int, seen: str | None = None
) -> Change | Unchanged:
    """Seats somebody with another territory. The facilitator may, and so may the person on arrival.

    Cards and ballots keep the territory for which they were told or cast. Readings move with their reader.
    `seen` is the id of the territory that the form was drawn for.
    """
    seat = _find_seat(turn, participant)
    turn.check(Action.MOVE_PARTICIPANT, owns=seat.pk == turn.actor.id)
    check_territory(turn, territory)
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
    moved = {"territory": territory, "from": seat.territory_id}
    seat.territory_id = territory
    seat.save(update_fields=["territory"])
    return Change("participant_moved", "participant", seat.pk, moved)


@command
def introduce(
    turn: Turn,
    participant: int,
    *,
    organisation: str,
    family: str,
    seen: str | None = None,
) -> Change | Unchanged:
    """Says with which organisation somebody comes, and which family of actors is heard with them; both may be empty.

    The family of an organisation of the référentiel follows where it was not said. `seen` is the mark of the
    introduction that the form was drawn for.
    """
    seat = _find_seat(turn, participant)
    turn.check(Action.INTRODUCE, owns=seat.pk == turn.actor.id)
    if family and family not in FAMILIES:
        raise Refused(_("Choisissez une famille de la liste, ou aucune."))
    said = (clean_words(organisation), family or _family_with(organisation))
    if said == (seat.organisation, seat.family):
        return Unchanged(seat.pk)
    turn.check_seen(
        seen,
        introduction_mark(seat),
        _("Entre-temps, cela a changé sur une autre page. Comparez, puis enregistrez à nouveau."),
    )
    if turn.actor.role is Role.FACILITATOR and said[1] != seat.family and _may_tell(turn):
        raise Refused(
            _(
                "Sans les noms, chaque personne dit elle-même sa fonction une fois que la salle s’exprime :"
                " les voix qui bougent diraient qui a parlé."
            )
        )
    seat.organisation, seat.family = said
    seat.save(update_fields=["organisation", "family"])
    return Change("participant_introduced", "participant", seat.pk)


def introduction_mark(seat: Participant) -> str:
    """A mark that distinguishes one introduction of a person from the next."""
    told = f"{seat.organisation}\n{seat.family}"
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _family_with(organisation: str) -> str:
    """The family that follows from an organisation of the référentiel; empty where it settles nothing."""
    known = Organisation.objects.filter(name_key=name_key(organisation)).first()
    return family_of(known.family) if known else ""


@command
def show_voices(turn: Turn, *, shown: bool) -> Change | Unchanged:
    """Says on the screen of the hall whose voices are missing, or takes it away from there."""
    turn.check(Action.SHOW_VOICES)
    session = turn.session
    if session.shows_voices == shown:
        return Unchanged(session.pk)
    session.shows_voices = shown
    session.save(update_fields=["shows_voices"])
    return Change("voices_shown" if shown else "voices_hidden", "session", session.pk)


@command
def remove_participant(turn: Turn, participant: int) -> Change | Unchanged:
    """Takes somebody's seat away. What they contributed stays; each piece can be hidden."""
    turn.check(Action.REMOVE_PARTICIPANT)
    seat = _find_person(turn, participant)
    if seat.removed_at is not None:
        return Unchanged(participant)
    seat.removed_at = timezone.now()
    seat.save(update_fields=["removed_at"])
    return Change("participant_removed", "participant", participant)


@command
def erase_participant(turn: Turn, participant: int) -> Change | Unchanged:
    """Erases somebody's name for good and takes their seat away. This is possible after the séance too.

    What they contributed stays, without an author's name. The journal, which knows numbers only, stays as it is;
    revisions lose the texts that they signed.
    """
    seat = _find_person(turn, participant)
    turn.check(Action.ERASE_PARTICIPANT, owns=seat.pk == turn.actor.id)
    if seat.name == ERASED:
        return Unchanged(participant)
    scrub_person(turn.session, seat.pk)
    seat.name, seat.seat_fingerprint = ERASED, f"erased-{seat.pk}"
    # A family may tell who it was: the only operator of a territory.
    seat.organisation, seat.family = "", ""
    seat.removed_at = seat.removed_at or timezone.now()
    seat.save(update_fields=["name", "organisation", "family", "seat_fingerprint", "removed_at"])
    return Change("participant_erased", "participant", seat.pk)


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


def check_territory(turn: Turn, territory: int) -> None:
    """Raises Refused unless it is one of the séance's."""
    if not turn.session.territories.filter(pk=territory).exists():
        raise Refused(_("Choisissez un territoire de cette séance."))


def _check_room_left(turn: Turn) -> None:
    if turn.session.participants.filter(removed_at__isnull=True).count() >= MOST_SEATS:
        raise Refused(
            _("Toutes les places de cette séance sont prises. Adressez-vous à l’animation.")
        )


def _told_apart(turn: Turn, name: str) -> str:
    """The name, with a number when somebody in the séance already has this name: « Camille R. (2) »."""
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


def _may_tell(turn: Turn) -> bool:
    """Whether a group of people whose voices are told, changed by one, would tell whether this one has spoken."""
    session = turn.session
    said = session.cards.filter(author__isnull=False), session.proposals.all()
    return session.is_anonymous and (any(each.exists() for each in said) or _was_read(turn))


def _was_read(turn: Turn) -> bool:
    return StakeReading.objects.filter(card__session=turn.session).exists()
