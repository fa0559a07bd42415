"""The emerging balises, with the cards that each comes from."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sessions.document import (
    Block,
    Group,
    Heading,
    Items,
    Paragraph,
    Role,
    Run,
    Runs,
    Section,
    plain,
)
from sessions.exports.facts import ProposalFacts
from sessions.exports.report import BaliseReport, Report, Source
from sessions.exports.sections.words import (
    card_anchor,
    example_tag,
    intro,
    moment_of,
    nothing,
    stake_name,
)
from sessions.models.proposal import TEXTS, text_label


def balises(report: Report) -> Section:
    """The section of the balises, in the order in which they were worded."""
    title = _("Les balises émergentes")
    if not report.balises:
        return Section("balises", title, [nothing(_("Aucune balise n’a encore été formulée."))])
    told = _(
        "Ce que les trajectoires apprennent à d’autres territoires, avec les cartes d’où chaque balise vient."
    )
    listed = Group(Role.BALISES, [_balise(balise) for balise in report.balises])
    return Section("balises", title, [intro(told), listed])


def _balise(balise: BaliseReport) -> Group:
    blocks: list[Block] = [
        Heading(3, balise.facts.statement),
        Paragraph(_support(balise), Role.DETAIL),
        *(Paragraph(plain(told), Role.DETAIL) for told in _memory(balise)),
        *_texts(balise.facts),
    ]
    for each in balise.merged:
        told = _("Réunit aussi « %(statement)s ».") % {"statement": each.statement}
        blocks += [Paragraph(plain(told), Role.DETAIL), *_texts(each)]
    # An amendment may come from the answers alone.
    if came_from := [*(_source(source) for source in balise.sources), *_hidden(balise)]:
        blocks += [Paragraph(plain(_("Vient de :")), Role.LEAD_IN), Items(came_from)]
    return Group(Role.BALISE, blocks)


def _texts(facts: ProposalFacts) -> list[Block]:
    """The texts beside the statement, each under its name."""
    found = [(text_label(name), getattr(facts, name)) for name in TEXTS[1:]]
    blocks: list[Block] = []
    for label, text in found:
        if text:
            said = _("%(label)s :") % {"label": label}
            blocks += [Paragraph(plain(said), Role.LEAD_IN), Paragraph(plain(text), Role.STORY)]
    return blocks


def _memory(balise: BaliseReport) -> list[str]:
    """What it amends, and where the référentiel has it."""
    told, taken = [], balise.facts.taken
    if balise.amends:
        amended = {"statement": balise.amends.statement, "version": balise.amends.version}
        told.append(
            _("Amendement de « %(statement)s », version %(version)s, mise à l’épreuve.") % amended
        )
    if taken:
        where = {"address": taken.address, "version": taken.version}
        told.append(_("Au référentiel, version %(version)s : %(address)s") % where)
    return told


def _support(balise: BaliseReport) -> Runs:
    number = balise.facts.support_count
    told = ngettext("%(n)s soutien", "%(n)s soutiens", number) % {"n": number}
    if balise.author:
        told = f"{told} · {_('formulée par %(name)s') % {'name': balise.author}}"
    return [Run(told), *([Run(" "), example_tag()] if balise.facts.is_example else [])]


def _source(source: Source) -> Runs:
    card = source.card
    told = [
        Run(card.title, to=card_anchor(card)),
        Run(f" · {source.territory.name}, {moment_of(card)}"),
    ]
    for stake in source.stakes:
        told += [Run(" "), stake_name(stake)]
    return told


def _hidden(balise: BaliseReport) -> list[Runs]:
    number = balise.hidden_sources
    if not number:
        return []
    told = ngettext(
        "%(n)s carte masquée par l’animation", "%(n)s cartes masquées par l’animation", number
    )
    return [plain(told % {"n": number})]
