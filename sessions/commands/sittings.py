"""The séance itself: created, edited, opened, closed, opened again."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from referentiel.commands.territories import add_territory
from referentiel.models import Season, Territory
from sessions.actor import Role
from sessions.commands.base import (
    Change,
    OperationReused,
    Turn,
    Unchanged,
    command,
    operation_fingerprint,
)
from sessions.fragments import BALLOT, BOARD, HEADING, POLL, SESSION_STATE, STEP
from sessions.models import AtelierSession, Facilitator, Operation, Step
from sessions.steps import STEP_KINDS, Action

STATE_OF_SESSION = [SESSION_STATE, STEP, POLL, BALLOT]


@dataclass(frozen=True)
class Plan:
    """What a facilitator decides before a séance; `new_territories` are names to add to the référentiel."""

    title: str
    season: Season | None
    held_on: date
    territories: Sequence[Territory]
    secrecy: str = AtelierSession.Secrecy.NAMED
    new_territories: Sequence[str] = ()
    is_example: bool = False


def create_session(facilitator: Facilitator, operation: UUID, plan: Plan) -> AtelierSession:
    """Prepares a séance with the usual agenda; the same operation id gives the same séance again.

    Raises OperationReused when the id was used for something else.
    """
    fingerprint = operation_fingerprint("create_session", facilitator.pk, asdict(plan))
    try:
        with transaction.atomic():
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
    session = AtelierSession.objects.create(
        title=plan.title,
        season=plan.season,
        held_on=plan.held_on,
        secrecy=plan.secrecy,
        is_example=plan.is_example,
    )
    added = [add_territory(name=name) for name in plan.new_territories]
    session.territories.set([*plan.territories, *added])
    session.facilitators.add(facilitator)
    steps = Step.objects.bulk_create(
        Step(
            session=session,
            position=position,
            kind_key=kind.key,
            instruction=str(kind.instruction),
            minutes=kind.minutes,
        )
        for position, kind in enumerate(STEP_KINDS.values(), start=1)
    )
    session.current_step = steps[0]
    session.save(update_fields=["current_step"])
    return session


@command
def edit_session(
    turn: Turn,
    *,
    title: str,
    season: int | None,
    held_on: date,
    territories: Sequence[int] = (),
    new_territories: Sequence[str] = (),
    seen: str | None = None,
) -> Change:
    """Corrects what the séance is called and when it is held, and adds territories to it.

    None is ever taken out: people sit there. Secrecy stays as people read it before they came in.
    `seen` is the version that the form was drawn for.
    """
    turn.check(Action.EDIT_SESSION)
    session = turn.session
    if (session.title, session.season_id, session.held_on) != (title, season, held_on):
        turn.check_seen(
            seen,
            session.version,
            _(
                "Entre-temps, quelqu’un d’autre a modifié la séance. Son texte est sous le vôtre :"
                " comparez, puis enregistrez ce qui doit rester."
            ),
        )
        session.title, session.season_id, session.held_on = title, season, held_on
        session.version += 1
        session.save(update_fields=["title", "season", "held_on", "version"])
    before = session.territories.count()
    added = [add_territory(name=name) for name in new_territories]
    session.territories.add(*territories, *added)
    # A territory has its place in trajectories, counts, the heat map and results alike.
    grown = session.territories.count() > before
    return Change("session_edited", [HEADING, BOARD] if grown else [HEADING])


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
    return Change("session_opened", STATE_OF_SESSION)


@command
def close_session(turn: Turn) -> Change | Unchanged:
    """Nothing changes after this, until the séance is opened again."""
    session = turn.session
    if session.status == AtelierSession.Status.CLOSED and turn.actor.role is Role.FACILITATOR:
        return Unchanged()
    turn.check(Action.CLOSE_SESSION)
    session.status, session.closed_at = AtelierSession.Status.CLOSED, timezone.now()
    session.save(update_fields=["status", "closed_at"])
    return Change("session_closed", STATE_OF_SESSION)
