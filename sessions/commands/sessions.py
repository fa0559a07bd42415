"""The séance itself: created, edited, opened, closed, opened again."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from referentiel.commands.base import change as change_of_referentiel
from referentiel.commands.held_sessions import Held, hold_in_atelier
from referentiel.commands.territories import add_territory
from referentiel.models import Atelier, Balise, BaliseState, Referentiel, Season, Territory
from sessions.actor import Role
from sessions.commands.authors import author_of, leader_of
from sessions.commands.base import (
    Change,
    OperationReused,
    Refused,
    Revised,
    Turn,
    Unchanged,
    command,
    operation_fingerprint,
)
from sessions.commands.carrying import carry_cards
from sessions.commands.clock import leave_clock
from sessions.commands.contents import session_contents
from sessions.commands.scrubbing import scrub_deletions
from sessions.live.changes import Subject, access_changed
from sessions.models import AtelierSession, Facilitator, Operation, Step, Trial
from sessions.models.session import new_screen_key, usual_time_zone
from sessions.queries.carrying import Earlier
from sessions.queries.stakes import by_value, shown_stakes
from sessions.steps import KINDS, Action
from sessions.steps.agendas import PlannedStep, agenda_with, usual_agenda


@dataclass(frozen=True)
class Tested:
    """Holds a balise in the words of an edition, to be put to the test."""

    balise: int
    statement: str
    version: int
    edition: int


@dataclass(frozen=True)
class Plan:
    """What a facilitator decides before a séance; `new_territories` are names to add to the référentiel.

    Without a `referentiel`, cards are read against the stakes of the default one.
    `continues` are earlier trajectories of its territories, with whose cards the séance opens.
    """

    title: str
    season: Season | None
    held_on: date
    territories: Sequence[Territory]
    secrecy: str = AtelierSession.Secrecy.NAMED
    new_territories: Sequence[str] = ()
    is_example: bool = False
    agenda: str = field(default_factory=usual_agenda)
    time_zone: str = field(default_factory=usual_time_zone)
    referentiel: Referentiel | None = None
    atelier: Atelier | None = None
    continues: Sequence[Earlier] = ()
    tested: Sequence[Tested] = ()


def create_session(facilitator: Facilitator, operation: UUID, plan: Plan) -> AtelierSession:
    """Prepares a séance with the agenda of the plan; the same operation id gives the same séance again.

    Raises:
        Refused: the agenda or an earlier trajectory cannot be had, or a balise to test is retired.
        OperationReused: the id was used for something else.
    """
    fingerprint = operation_fingerprint("create_session", facilitator.pk, asdict(plan))
    try:
        with change_of_referentiel():
            # First, so that the second of two clicks waits here, and ends in an IntegrityError.
            known = Operation.objects.create(pk=operation, fingerprint=fingerprint, answer={})
            known.session = _build(facilitator, plan)
            known.save(update_fields=["session"])
            return known.session
    except IntegrityError:
        return _built_before(operation, fingerprint)


def _built_before(operation: UUID, fingerprint: str) -> AtelierSession:
    known = Operation.objects.select_related("session").get(pk=operation)
    if known.fingerprint != fingerprint or known.session is None:
        raise OperationReused
    return known.session


def _build(facilitator: Facilitator, plan: Plan) -> AtelierSession:
    agenda = agenda_with(plan.agenda)
    if agenda is None:
        raise Refused(_("Ce déroulé n’existe plus : choisissez-en un autre."))
    session = AtelierSession.objects.create(
        **({"referentiel": plan.referentiel} if plan.referentiel else {}),
        title=plan.title,
        season=plan.season,
        atelier=plan.atelier,
        held_on=plan.held_on,
        time_zone=plan.time_zone,
        secrecy=plan.secrecy,
        is_example=plan.is_example,
    )
    author = author_of(facilitator)
    added = [add_territory(name=name, author=author) for name in plan.new_territories]
    session.territories.set([*plan.territories, *added])
    session.facilitators.add(facilitator)
    steps = Step.objects.bulk_create(
        _row(session, position, planned) for position, planned in enumerate(agenda.steps, start=1)
    )
    _put_to_the_test(session, plan.tested)
    session.current_step = steps[0]
    if plan.continues:
        carry_cards(session, facilitator, plan.continues)
    session.save(update_fields=["current_step", "last_seq"])
    return session


def _put_to_the_test(session: AtelierSession, tested: Sequence[Tested]) -> None:
    """Chooses balises in the words of an edition; one that was merged since goes on under its own name."""
    chosen = [each.balise for each in tested]
    if Balise.objects.filter(pk__in=chosen, state=BaliseState.RETIRED).exists():
        raise Refused(
            _("Une balise choisie vient d’être retirée du référentiel : vérifiez votre choix.")
        )
    Trial.objects.bulk_create(
        Trial(
            session=session,
            balise_id=each.balise,
            statement=each.statement,
            version=each.version,
            edition=each.edition,
        )
        for each in tested
    )


def _row(session: AtelierSession, position: int, planned: PlannedStep) -> Step:
    kind = KINDS.get(planned.kind)
    if kind is None:
        raise Refused(
            _("Ce déroulé a une étape que le site ne connaît pas : choisissez-en un autre.")
        )
    kind.check_settings(planned.settings)
    return Step(
        session=session,
        position=position,
        kind_key=kind.key,
        title=str(planned.title),
        instruction=str(planned.instruction or kind.instruction),
        minutes=planned.length,
        settings=dict(planned.settings),
        state=dict(kind.state),
    )


EDITED = ("title", "season", "atelier", "held_on", "time_zone")


@command
def edit_session(
    turn: Turn,
    *,
    title: str,
    season: int | None,
    held_on: date,
    time_zone: str = "",
    atelier: int | None = None,
    territories: Sequence[int] = (),
    new_territories: Sequence[str] = (),
    seen: str | None = None,
) -> Change:
    """Corrects what the séance is called and when it is held, and adds territories to it.

    No territory is ever taken out: people sit there. Secrecy stays what people read before they came in.
    An empty time zone changes nothing. `seen` is the version that the form was drawn for.
    """
    turn.check(Action.EDIT_SESSION)
    session = turn.session
    known = _territory_ids(session)
    before = session_contents(session, known)
    zone_before = session.time_zone
    kept = (session.title, session.season_id, session.atelier_id, session.held_on, zone_before)
    if kept != (title, season, atelier, held_on, time_zone or zone_before):
        turn.check_seen(
            seen,
            session.version,
            _(
                "Entre-temps, quelqu’un d’autre a modifié la séance. Son texte est sous le vôtre :"
                " comparez, puis enregistrez ce qui doit rester."
            ),
        )
        session.title, session.season_id, session.held_on = title, season, held_on
        session.atelier_id, session.time_zone = atelier, time_zone or zone_before
        session.version += 1
        session.save(update_fields=[*EDITED, "version"])
    if new_territories:
        author = leader_of(turn)
        added = [add_territory(name=name, author=author) for name in new_territories]
    else:
        added = []
    session.territories.add(*territories, *added)
    now = _territory_ids(session)
    told: dict[str, Any] = {"territories": sorted(now - known)} if now > known else {}
    if session.time_zone != zone_before:
        told["time_zone"] = session.time_zone
    revised = Revised("session", session.pk, before, session_contents(session, now))
    return Change("session_edited", "session", session.pk, told, revised=revised)


def _territory_ids(session: AtelierSession) -> set[int]:
    return set(session.territories.values_list("pk", flat=True))


@command
def open_session(turn: Turn, *, seen: str | None = None) -> Change | Unchanged:
    """Opens the doors, or opens them again after a close: everything is as it was.

    `seen` is the status that the button was drawn for.
    """
    turn.check(Action.OPEN_SESSION)
    session = turn.session
    if session.is_open:
        return Unchanged()
    turn.check_seen(
        seen,
        session.status,
        _(
            "Entre-temps, la séance a été ouverte puis close. Votre bouton datait d’avant : rien n’a"
            " changé. Rouvrez-la si c’est ce que vous voulez."
        ),
    )
    session.status, session.closed_at = AtelierSession.Status.OPEN, None
    session.opened_at = session.opened_at or timezone.now()
    session.save(update_fields=["status", "opened_at", "closed_at"])
    return Change("session_opened", "session", session.pk)


@command
def close_session(turn: Turn) -> Change | Unchanged:
    """Nothing changes after this, until the séance is opened again. Texts of deleted pieces go for good.

    The page of its atelier shows it from now on.
    """
    session = turn.session
    if session.status == AtelierSession.Status.CLOSED and turn.actor.role is Role.FACILITATOR:
        return Unchanged()
    turn.check(Action.CLOSE_SESSION)
    # From now on the stakes keep the names under which they were read.
    session.closed_stakes = by_value(shown_stakes(session))
    session.status, session.closed_at = AtelierSession.Status.CLOSED, timezone.now()
    session.save(update_fields=["status", "closed_at", "closed_stakes"])
    clock = leave_clock(session.current_step)
    scrub_deletions(session)
    held = Held(session.code, session.title, session.held_on, _told_in(session))
    hold_in_atelier(held, author=leader_of(turn))
    return Change("session_closed", "session", session.pk, clock)


def _told_in(session: AtelierSession) -> Atelier | None:
    """The atelier whose page tells it: a demonstration is told in a fictive season, never beside what was held."""
    atelier = session.atelier
    if atelier is not None and session.is_example and not atelier.season.is_fictive():
        return None
    return atelier


@command
def change_screen_key(turn: Turn, *, seen: str | None = None) -> Change | Unchanged:
    """Gives the screen another link. The old link opens nothing any more, and its pages are closed.

    `seen` is the mark of the link that the button was drawn beside: of two clicks, one makes a link.
    """
    turn.check(Action.CHANGE_SCREEN_KEY)
    session = turn.session
    if seen is not None and seen != screen_mark(session):
        return Unchanged(session.pk)
    session.screen_key = new_screen_key()
    session.save(update_fields=["screen_key"])
    access_changed(Subject.ROOM, session.pk)
    return Change("screen_key_changed", "session", session.pk)


def screen_mark(session: AtelierSession) -> str:
    """A mark that distinguishes one link of the screen from the next. The mark itself opens nothing."""
    return hashlib.sha256(session.screen_key.encode()).hexdigest()[:16]


@transaction.atomic
def choose_facilitators(session_id: int, facilitators: Collection[Facilitator]) -> None:
    """Sets who leads the séance from now on, as an administrator chose. Refused when nobody is chosen."""
    if not facilitators:
        raise Refused(
            _("Une séance a toujours quelqu’un qui l’anime : choisissez au moins un compte.")
        )
    # This takes no turn: it writes no entry, and the journal of the room would miss a number.
    AtelierSession.objects.select_for_update().get(pk=session_id).facilitators.set(facilitators)
    access_changed(Subject.ROOM, session_id)


@transaction.atomic
def delete_session(session_id: int) -> None:
    """Deletes a séance and all that was brought to it, for good. Refused while it is open."""
    session = AtelierSession.objects.select_for_update().get(pk=session_id)
    reason = reason_to_keep(session)
    if reason:
        raise Refused(reason)
    session.delete()
    access_changed(Subject.ROOM, session_id)


def reason_to_keep(session: AtelierSession) -> str:
    """Why a séance cannot be deleted; empty when it can."""
    if not session.is_open:
        return ""
    return _(
        "La séance « %(title)s » est ouverte, des personnes y sont peut-être : closez-la d’abord"
        " depuis sa page d’animation."
    ) % {"title": session.title}
