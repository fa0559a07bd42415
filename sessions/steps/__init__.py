"""The kinds of step, in the order of the usual agenda. To add one: one file, one line here."""

from .accueil import ACCUEIL
from .bilan import BILAN
from .emergence import EMERGENCE
from .kind import Action, StepKind
from .lecture import LECTURE
from .recits import RECITS
from .vote import VOTE

STEP_KINDS: dict[str, StepKind] = {
    kind.key: kind for kind in (ACCUEIL, RECITS, LECTURE, EMERGENCE, VOTE, BILAN)
}

__all__ = ["STEP_KINDS", "Action", "StepKind"]
