"""The balises that were put to the test, with what each territory answered."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from referentiel.models import TrialAnswer
from sessions.document import Block, Group, Heading, Items, Look, Role, Run, Runs, Section, plain
from sessions.exports.facts import AnswerFacts, TrialFacts
from sessions.exports.report import Report
from sessions.exports.sections.words import intro, nothing


def trials(report: Report) -> Section | None:
    """The section of the trials, in the order in which the balises were chosen; None where there were none."""
    if not report.trials:
        return None
    title = _("Les balises à l’épreuve")
    told = _(
        "Des balises venues d’ailleurs, et ce que chaque territoire en dit : si elle fait écho, si elle est à"
        " adapter, ou si elle ne vaut pas ici."
    )
    names = {territory.id: territory.name for territory in report.territories}
    listed = [_trial(trial, names) for trial in report.trials]
    return Section("epreuves", title, [intro(told), Group(Role.BALISES, listed)])


def _trial(trial: TrialFacts, names: Mapping[int, str]) -> Group:
    items = [_answer(answer, names) for answer in trial.answers]
    items += [_voice(names[voice.territory], voice.text) for voice in trial.voices]
    blocks: list[Block] = [Heading(3, trial.statement)]
    blocks.append(Items(items) if items else nothing(_("Aucun territoire n’a répondu.")))
    return Group(Role.BALISE, blocks)


def _answer(answer: AnswerFacts, names: Mapping[int, str]) -> Runs:
    said = TrialAnswer(answer.answer).label
    runs = [Run(names[answer.territory], Look.STRONG), Run(f" : {said}")]
    return [*runs, Run(f". {answer.text}")] if answer.text else runs


def _voice(territory: str, text: str) -> Runs:
    told = _("%(territory)s, une voix autre : %(text)s")
    return plain(told % {"territory": territory, "text": text})
