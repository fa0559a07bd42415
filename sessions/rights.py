"""Who may do what: one table. What a step allows is written in the step's own kind."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions.actor import Role
from sessions.models import AtelierSession
from sessions.steps import Action, StepKind

Roles = frozenset[Role]

VISITOR = frozenset({Role.VISITOR})
PARTICIPANT = frozenset({Role.PARTICIPANT})
FACILITATOR = frozenset({Role.FACILITATOR})
OBSERVER = frozenset({Role.OBSERVER})
SCRIBE = frozenset({Role.SCRIBE})
PROJECTOR = frozenset({Role.PROJECTOR})
WRITERS = PARTICIPANT | SCRIBE
"""Who writes what a step asks for: people, and the scribe on behalf of somebody or of a table."""
NOBODY: Roles = frozenset()

OPEN = frozenset({AtelierSession.Status.OPEN})
BEFORE_THE_CLOSE = frozenset({AtelierSession.Status.DRAFT, AtelierSession.Status.OPEN})
FROM_THE_OPENING = frozenset({AtelierSession.Status.OPEN, AtelierSession.Status.CLOSED})
CLOSED = frozenset({AtelierSession.Status.CLOSED})
ALWAYS = frozenset(AtelierSession.Status)


@dataclass(frozen=True)
class Rule:
    """Who may do one action, and within what limits."""

    roles: Roles
    own: Roles = NOBODY
    """Of these roles: who may do it only to what is theirs (a scribe: to what they wrote for somebody)."""
    steps: Roles = NOBODY
    """Of these roles: who may do it only in a step that allows it."""
    statuses: frozenset[AtelierSession.Status] = OPEN


RULES: Mapping[Action, Rule] = {
    Action.JOIN: Rule(VISITOR),
    Action.POST_CARD: Rule(WRITERS, steps=WRITERS),
    Action.EDIT_CARD: Rule(WRITERS | FACILITATOR, own=WRITERS, steps=WRITERS),
    Action.DELETE_CARD: Rule(WRITERS, own=WRITERS, steps=WRITERS),
    Action.HIDE_CARD: Rule(FACILITATOR),
    Action.READ_CARD: Rule(WRITERS, steps=WRITERS),
    Action.OPEN_DISCUSSION: Rule(FACILITATOR, steps=FACILITATOR),
    Action.SETTLE_DISCUSSION: Rule(FACILITATOR),
    # What the room says while a gap is discussed is worded by whoever leads it, at any step.
    Action.PROPOSE: Rule(WRITERS | FACILITATOR, steps=WRITERS),
    Action.AMEND: Rule(WRITERS | FACILITATOR, steps=WRITERS),
    Action.EDIT_PROPOSAL: Rule(WRITERS | FACILITATOR, own=WRITERS, steps=WRITERS),
    Action.MERGE_PROPOSALS: Rule(FACILITATOR),
    Action.HIDE_PROPOSAL: Rule(FACILITATOR),
    Action.REMEMBER_PROPOSAL: Rule(FACILITATOR, statuses=FROM_THE_OPENING),
    Action.SUPPORT: Rule(PARTICIPANT, steps=PARTICIPANT),
    Action.VOTE: Rule(PARTICIPANT, steps=PARTICIPANT),
    Action.CHOOSE_TRIALS: Rule(FACILITATOR, statuses=BEFORE_THE_CLOSE),
    Action.ANSWER_TRIAL: Rule(PARTICIPANT, steps=PARTICIPANT),
    Action.REMEMBER_TRIALS: Rule(FACILITATOR, statuses=CLOSED),
    Action.PUBLISH_TRAJECTORY: Rule(FACILITATOR, statuses=CLOSED),
    Action.OPEN_STEP: Rule(FACILITATOR),
    Action.LEAD_CLOCK: Rule(FACILITATOR),
    Action.OPEN_POLL: Rule(FACILITATOR, steps=FACILITATOR),
    Action.CLOSE_POLL: Rule(FACILITATOR, steps=FACILITATOR),
    Action.REOPEN_POLL: Rule(FACILITATOR, steps=FACILITATOR),
    Action.REVEAL_POLL: Rule(FACILITATOR, steps=FACILITATOR),
    Action.INTRODUCE: Rule(PARTICIPANT | FACILITATOR, own=PARTICIPANT),
    Action.SHOW_VOICES: Rule(FACILITATOR),
    Action.LEAD_CONSENT: Rule(FACILITATOR, steps=FACILITATOR),
    Action.SETTLE_OBJECTION: Rule(
        PARTICIPANT | FACILITATOR, own=PARTICIPANT, steps=PARTICIPANT | FACILITATOR
    ),
    Action.ENTER_TABLE: Rule(FACILITATOR, steps=FACILITATOR),
    Action.MOVE_PARTICIPANT: Rule(PARTICIPANT | FACILITATOR, own=PARTICIPANT, steps=PARTICIPANT),
    Action.REMOVE_PARTICIPANT: Rule(FACILITATOR),
    # A right that neither a step nor the end of the séance takes away.
    Action.ERASE_PARTICIPANT: Rule(PARTICIPANT | FACILITATOR, own=PARTICIPANT, statuses=ALWAYS),
    Action.EDIT_SESSION: Rule(FACILITATOR, statuses=BEFORE_THE_CLOSE),
    Action.OPEN_SESSION: Rule(FACILITATOR, statuses=ALWAYS),
    Action.CLOSE_SESSION: Rule(FACILITATOR),
    Action.CHANGE_SCREEN_KEY: Rule(FACILITATOR, statuses=ALWAYS),
    Action.CARRY_SEAT: Rule(PARTICIPANT, statuses=ALWAYS),
    Action.EXPORT: Rule(FACILITATOR, statuses=ALWAYS),
    Action.WATCH_ROOM: Rule(WRITERS | OBSERVER, statuses=ALWAYS),
    Action.WATCH_COCKPIT: Rule(FACILITATOR, statuses=ALWAYS),
    Action.WATCH_SCREEN: Rule(PROJECTOR | FACILITATOR, statuses=ALWAYS),
}

NOT_NOW: Mapping[AtelierSession.Status, str | Promise] = {
    AtelierSession.Status.DRAFT: gettext_lazy("La séance n’est pas encore ouverte."),
    AtelierSession.Status.OPEN: gettext_lazy(
        "La séance est ouverte : cela se fait avant ou après."
    ),
    AtelierSession.Status.CLOSED: gettext_lazy("La séance est close : plus rien n’y change."),
}
NOT_THEIRS: Mapping[Role, str | Promise] = {
    Role.VISITOR: gettext_lazy("Rejoignez d’abord la séance avec son code."),
    Role.PARTICIPANT: gettext_lazy("Seule l’animation peut faire cela."),
    Role.FACILITATOR: gettext_lazy(
        "L’animation ne peut pas faire cela à la place d’un participant."
    ),
    Role.OBSERVER: gettext_lazy("Vous suivez la séance sans y prendre part."),
    Role.SCRIBE: gettext_lazy(
        "La saisie pour d’autres s’arrête aux cartes, aux lectures et aux balises."
    ),
    Role.PROJECTOR: gettext_lazy("L’écran montre la séance : rien ne s’y fait."),
}
"""What people read when their role does not have the right."""


def refusal(
    action: Action, *, role: Role, status: str, step: StepKind, owns: bool = False
) -> str | None:
    """None when allowed; otherwise the reason, in the words that the person will read."""
    rule = RULES[action]
    if status not in rule.statuses:
        return str(NOT_NOW[AtelierSession.Status(status)])
    if role not in rule.roles:
        return _not_theirs(rule, role)
    if role in rule.own and not owns:
        return _("Seul son auteur peut faire cela.")
    if role in rule.steps and action not in step.allows:
        return _("L’étape en cours (« %(step)s ») ne le permet pas.") % {"step": step.name}
    return None


def _not_theirs(rule: Rule, role: Role) -> str:
    if Role.VISITOR in rule.roles:
        return _("Vous avez déjà une place dans cette séance.")
    return str(NOT_THEIRS[role])


def allowed(role: Role, *, status: str, step: StepKind) -> list[Action]:
    """What this role may do now; where only owners may act, to what is theirs. Pages show these controls."""
    return [
        action
        for action in Action
        if refusal(action, role=role, status=status, step=step, owns=True) is None
    ]
