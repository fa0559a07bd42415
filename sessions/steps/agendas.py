"""Ready-made agendas, with which facilitators prepare a séance. The first is the usual one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sessions.steps import KINDS, StepKind


@dataclass(frozen=True)
class PlannedStep:
    """One step of an agenda, by the key of its kind. A blank field takes the value of the kind."""

    kind: str
    title: str | Promise = ""
    instruction: str | Promise = ""
    minutes: int | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def step_kind(self) -> StepKind:
        return KINDS[self.kind]

    @property
    def name(self) -> str:
        """How people read it."""
        return str(self.title or self.step_kind.name)

    @property
    def length(self) -> int:
        """In minutes."""
        return self.step_kind.minutes if self.minutes is None else self.minutes


@dataclass(frozen=True)
class Agenda:
    """A way to hold a séance, from its first step to its last."""

    key: str
    name: str | Promise
    description: str | Promise
    steps: Sequence[PlannedStep]


AGENDAS: list[Agenda] = [
    Agenda(
        key="balises",
        name=_("De la trajectoire aux balises"),
        description=_(
            "Chaque territoire raconte sa trajectoire, les pairs la lisent, la salle en tire des"
            " balises et dit lesquelles résonnent."
        ),
        steps=(
            PlannedStep("accueil"),
            PlannedStep("recits"),
            PlannedStep("lecture"),
            PlannedStep("emergence"),
            PlannedStep("vote"),
            PlannedStep("bilan"),
        ),
    ),
    Agenda(
        key="epreuve",
        name=_("Mettre des balises à l’épreuve"),
        description=_(
            "Des territoires nouveaux racontent leur trajectoire, puis disent de chaque balise choisie"
            " au référentiel si elle fait écho, si elle est à adapter, ou si elle ne vaut pas ici."
        ),
        steps=(
            PlannedStep("accueil"),
            PlannedStep("recits"),
            PlannedStep("epreuve"),
            PlannedStep("emergence"),
            PlannedStep("vote"),
            PlannedStep("bilan"),
        ),
    ),
]


def usual_agenda() -> str:
    """The key of the agenda that is ticked initially."""
    return AGENDAS[0].key


def agenda_with(key: str) -> Agenda | None:
    """The agenda with this key."""
    return next((agenda for agenda in AGENDAS if agenda.key == key), None)
