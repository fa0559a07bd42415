"""The balises that were put to the test, with what each territory answered."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from referentiel.models import TrialAnswer
from sessions.document import (
    Block,
    Group,
    Heading,
    Items,
    Look,
    Paragraph,
    Role,
    Run,
    Runs,
    Section,
    plain,
)
from sessions.exports.facts import AnswerFacts, ProposalFacts, TrialFacts
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
    proposed = {balise.facts.id: balise.facts for balise in report.balises}
    listed = [_trial(trial, names, proposed) for trial in report.trials]
    return Section("epreuves", title, [intro(told), Group(Role.BALISES, listed)])


def _trial(
    trial: TrialFacts, names: Mapping[int, str], proposed: Mapping[int, ProposalFacts]
) -> Group:
    items = [_answer(answer, names) for answer in trial.answers]
    items += [_voice(names[voice.territory], voice.text) for voice in trial.voices]
    blocks: list[Block] = [
        Heading(3, trial.statement),
        Paragraph(plain(_tested(trial)), Role.DETAIL),
    ]
    blocks.append(Items(items) if items else nothing(_("Aucun territoire n’a répondu.")))
    visible = [proposed[pk] for pk in trial.amendments if pk in proposed]
    blocks += [Paragraph(plain(_amendment(each)), Role.DETAIL) for each in visible]
    return Group(Role.BALISE, blocks)


def _tested(trial: TrialFacts) -> str:
    """Which text was tested, and where the balise is read today."""
    said = {"version": trial.version, "edition": trial.edition, "address": trial.address}
    if trial.edition is None:
        return _("Version %(version)s : %(address)s") % said
    return _("Version %(version)s, édition %(edition)s : %(address)s") % said


def _amendment(proposal: ProposalFacts) -> str:
    said: dict[str, object] = {"statement": proposal.statement}
    if proposal.taken is None:
        return _("Amendement proposé : « %(statement)s »") % said
    said["version"] = proposal.taken.version
    return _("Amendement : « %(statement)s », devenu la version %(version)s") % said


def _answer(answer: AnswerFacts, names: Mapping[int, str]) -> Runs:
    said = TrialAnswer(answer.answer).label
    runs = [Run(names[answer.territory], Look.STRONG), Run(f" : {said}")]
    return [*runs, Run(f". {answer.text}")] if answer.text else runs


def _voice(territory: str, text: str) -> Runs:
    told = _("%(territory)s, une voix autre : %(text)s")
    return plain(told % {"territory": territory, "text": text})
