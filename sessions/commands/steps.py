"""The agenda: the facilitator moves forward and back through the steps. Moving loses nothing."""

from django.utils.translation import gettext as _

from sessions.commands.base import Change, NotHere, Turn, Unchanged, command
from sessions.commands.clock import leave_clock
from sessions.models import Step
from sessions.steps import Action


@command
def open_step(turn: Turn, step: int, *, seen: str | None = None) -> Change | Unchanged:
    """Makes a step of this séance's agenda the current one. The clock of the step that is left stands.

    `seen` is the id of the step that the button left.
    """
    turn.check(Action.OPEN_STEP)
    known = Step.objects.filter(session=turn.session, pk=step).first()
    if known is None:
        raise NotHere(_("Cette étape n’est pas de cette séance."))
    current = turn.session.current_step
    if known == current:
        return Unchanged(step)
    turn.check_seen(
        seen,
        turn.session.current_step_id,
        _(
            "Entre-temps, la séance est passée à l’étape « %(step)s ». Votre bouton datait d’avant :"
            " rien n’a changé. Choisissez à nouveau."
        )
        % {"step": current},
    )
    left = turn.session.current_step_id
    clock = leave_clock(current)
    turn.session.current_step = known
    turn.session.save(update_fields=["current_step"])
    return Change("step_opened", "step", step, {"from": left, **clock})
