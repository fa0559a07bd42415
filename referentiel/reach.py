"""How far a balise reaches, in one sentence: for which kinds of territory it held, and for which not yet."""

from collections.abc import Iterable
from typing import Protocol

from django.utils.translation import gettext as _

from referentiel.models import Territory, TrialAnswer


class Answered(Protocol):
    """One territory's answer."""

    @property
    def answer(self) -> TrialAnswer: ...
    @property
    def territory(self) -> Territory: ...


def reach(trials: Iterable[Answered]) -> str:
    """« Fait écho : Commune. Pas encore : Région. »; empty where nobody put the balise to the test.

    A kind of territory counts as reached when one of its territories says that the balise echoes. So a town that must
    adapt it does not hide a town where it holds: the table below the sentence shows both.
    """
    kinds: dict[str, bool] = {}
    for trial in trials:
        label = trial.territory.get_kind_display()
        kinds[label] = kinds.get(label, False) or trial.answer is TrialAnswer.ECHO
    held = ", ".join(kind for kind, echoes in kinds.items() if echoes)
    not_yet = ", ".join(kind for kind, echoes in kinds.items() if not echoes)
    sentences = []
    if held:
        sentences.append(_("Fait écho\u00a0: %(kinds)s.") % {"kinds": held})
    if not_yet:
        sentences.append(_("Pas encore\u00a0: %(kinds)s.") % {"kinds": not_yet})
    return " ".join(sentences)
