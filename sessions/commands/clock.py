"""The clock of the current step: started, paused, shifted and stopped by whoever leads. No tick is written anywhere."""

from typing import Any

from django.utils.translation import gettext as _

from sessions.commands.base import Change, Refused, Stale, Turn, Unchanged, command
from sessions.models import Step
from sessions.models.clock import LONGEST, Clock
from sessions.queries.clock import clock_seen
from sessions.server_time import now
from sessions.steps import Action


@command
def start_clock(
    turn: Turn, *, minutes: int | None = None, seen: str | None = None
) -> Change | Unchanged:
    """Starts the clock with so many minutes, or with those of the step. Started twice, it runs once.

    Minutes that somebody typed with the running clock in sight start it afresh.
    """
    step = _step(turn, seen)
    if step.clock.is_running and (minutes is None or seen is None):
        return Unchanged(step.pk)
    _check_seen(turn, step, seen)
    length = step.minutes if minutes is None else minutes
    if length < 1:
        raise Refused(_("Cette étape n’a pas de durée\u00a0: dites combien de minutes."))
    fresh = Clock(seconds=60 * min(length, LONGEST))
    return _told("clock_started", step, fresh.running(now()))


@command
def pause_clock(turn: Turn, *, seen: str | None = None) -> Change | Unchanged:
    """Stands still with what is left."""
    step = _step(turn, seen)
    if step.clock.is_standing:
        return Unchanged(step.pk)
    _check_seen(turn, step, seen)
    return _told("clock_paused", step, _there(step).standing(now()))


@command
def resume_clock(turn: Turn, *, seen: str | None = None) -> Change | Unchanged:
    """Goes on with what is left."""
    step = _step(turn, seen)
    if step.clock.is_running:
        return Unchanged(step.pk)
    _check_seen(turn, step, seen)
    return _told("clock_resumed", step, _there(step).running(now()))


@command
def shift_clock(turn: Turn, *, minutes: int, seen: str | None = None) -> Change | Unchanged:
    """Gives so many minutes more, or fewer. A clock that is past its end gets them from now on."""
    step = _step(turn, seen)
    _check_seen(turn, step, seen)
    shifted = _there(step).shifted(minutes, now())
    if shifted == step.clock:
        return Unchanged(step.pk)
    return _told("clock_shifted", step, shifted, minutes=minutes)


@command
def stop_clock(turn: Turn, *, seen: str | None = None) -> Change | Unchanged:
    """Takes the clock away: it can be started afresh."""
    step = _step(turn, seen)
    if not step.clock.is_there:
        return Unchanged(step.pk)
    _check_seen(turn, step, seen)
    return _told("clock_stopped", step, Clock())


def leave_clock(step: Step | None) -> dict[str, int]:
    """The room leaves this step, or the séance ends: its clock stands. One that had ended goes away.

    Returns what the entry says of it.
    """
    if step is None or not step.clock.is_running:
        return {}
    left = step.clock.left(now())
    _keep(step, Clock(seconds=left or None))
    return {"seconds": left}


def _step(turn: Turn, seen: str | None) -> Step:
    """The current step; raises Stale when the button was drawn at another one."""
    turn.check(Action.LEAD_CLOCK)
    step = turn.session.current_step
    assert step is not None, "a séance always has a current step"
    if seen is not None and seen.partition(".")[0] != str(step.pk):
        raise Stale(
            _(
                "Entre-temps, la séance est passée à l’étape «\u00a0%(step)s\u00a0». Votre bouton datait d’avant\u00a0:"
                " le minuteur n’a pas changé."
            )
            % {"step": step}
        )
    return step


def _check_seen(turn: Turn, step: Step, seen: str | None) -> None:
    turn.check_seen(
        seen,
        clock_seen(step),
        _(
            "Entre-temps, quelqu’un d’autre a changé le minuteur\u00a0: rien de plus n’a été fait. Regardez"
            " où il en est, puis choisissez à nouveau."
        ),
    )


def _there(step: Step) -> Clock:
    if not step.clock.is_there:
        raise Refused(_("Il n’y a pas de minuteur à cette étape\u00a0: lancez-le d’abord."))
    return step.clock


def _told(event: str, step: Step, clock: Clock, **particulars: Any) -> Change:
    """Keeps the clock, and says its end or what is left."""
    _keep(step, clock)
    if clock.is_running:
        particulars["ends"] = clock.ends
    elif clock.is_standing:
        particulars["seconds"] = clock.seconds
    return Change(event, "step", step.pk, particulars)


def _keep(step: Step, clock: Clock) -> None:
    step.clock_ends_at, step.clock_seconds = clock.ends_at, clock.seconds
    step.save(update_fields=["clock_ends_at", "clock_seconds"])
