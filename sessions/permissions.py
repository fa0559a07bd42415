"""Who may do what, in which step: pure functions, called inside the command's transaction."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions.actor import Role
from sessions.models import AtelierSession
from sessions.steps import Action, StepKind

FACILITATOR_MAY = frozenset(
    {
        Action.EDIT_CARD,
        Action.HIDE_CARD,
        Action.EDIT_PROPOSAL,
        Action.HIDE_PROPOSAL,
        Action.OPEN_STEP,
        Action.MOVE_PARTICIPANT,
        Action.REMOVE_PARTICIPANT,
        Action.EDIT_SESSION,
        Action.OPEN_SESSION,
        Action.CLOSE_SESSION,
        Action.CHANGE_SCREEN_KEY,
    }
)
LEADS_POLLS = frozenset(
    {Action.OPEN_POLL, Action.CLOSE_POLL, Action.REOPEN_POLL, Action.REVEAL_POLL}
)
OWN_ONLY = frozenset(
    {
        Action.EDIT_CARD,
        Action.DELETE_CARD,
        Action.EDIT_PROPOSAL,
        Action.MOVE_PARTICIPANT,
        Action.ERASE_PARTICIPANT,
    }
)
"""What a participant may do to their own seat and contributions and to nobody else's."""


NOT_OPEN = {
    AtelierSession.Status.DRAFT: (
        frozenset({Action.OPEN_SESSION, Action.EDIT_SESSION, Action.CHANGE_SCREEN_KEY}),
        gettext_lazy("La séance n’est pas encore ouverte."),
    ),
    AtelierSession.Status.CLOSED: (
        frozenset({Action.OPEN_SESSION, Action.CHANGE_SCREEN_KEY}),
        gettext_lazy("La séance est close : plus rien n’y change."),
    ),
}
"""What the facilitator may do with a séance that is not open, and what is said of all the rest."""


def refusal(
    action: Action, *, role: Role, status: str, step: StepKind, owns: bool = False
) -> str | None:
    """None when allowed; otherwise the reason, in the words that the person will read."""
    # A right that neither a step nor the end of the séance takes away.
    if action is Action.ERASE_PARTICIPANT and (owns or role is Role.FACILITATOR):
        return None
    if status != AtelierSession.Status.OPEN:
        allowed, reason = NOT_OPEN[AtelierSession.Status(status)]
        return None if role is Role.FACILITATOR and action in allowed else str(reason)
    if role is Role.FACILITATOR:
        return _refusal_to_facilitator(action, step)
    if role is Role.PARTICIPANT:
        return _refusal_to_participant(action, step, owns)
    return None if action is Action.JOIN else _("Rejoignez d’abord la séance avec son code.")


def _refusal_to_facilitator(action: Action, step: StepKind) -> str | None:
    if action in LEADS_POLLS:
        return (
            None
            if action in step.leads_polls
            else _("Cela se fait pendant l’étape du vote. Ouvrez-la d’abord.")
        )
    if action in FACILITATOR_MAY:
        return None
    return _("L’animation ne peut pas faire cela à la place d’un participant.")


def _refusal_to_participant(action: Action, step: StepKind, owns: bool) -> str | None:
    if action in FACILITATOR_MAY | LEADS_POLLS and action not in OWN_ONLY:
        return _("Seule l’animation peut faire cela.")
    if action in OWN_ONLY and not owns:
        return _("Seul son auteur peut faire cela.")
    if action not in step.allows:
        return _("L’étape en cours (« %(step)s ») ne le permet pas.") % {"step": step.name}
    return None
