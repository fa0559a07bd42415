"""How a consent is told: the sentence of its outcome, and its section in a compte rendu."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sessions.document import (
    Block,
    Column,
    Items,
    Look,
    Paragraph,
    Role,
    Run,
    Runs,
    Table,
    plain,
)
from sessions.voting.consent.answers import Fate, Outcome
from sessions.voting.consent.words import FATES, KINDS
from sessions.voting.method import Facts, RevealedPoll, shown

INTRO = gettext_lazy(
    "Une réserve ne bloque pas : son texte reste attaché à la balise. Une objection bloque quand le groupe la retient."
)


def rule(facts: Facts) -> str:
    """How long the consent holds before the group looks at it again."""
    months = facts["review_months"]
    return ngettext(
        "Un consentement se revoit après %(n)s mois.",
        "Un consentement se revoit après %(n)s mois.",
        months,
    ) % {"n": months}


def section(poll: RevealedPoll) -> Sequence[Block]:
    """What was asked, what it came to, the numbers by territory, and each text."""
    return [block for result in poll.results for block in _round(poll, result)]


def _round(poll: RevealedPoll, result: Facts) -> Iterable[Block]:
    asked = poll.course.get("asked") or poll.statements[result["proposal"]]
    yield Paragraph(
        [
            Run(_("Tour %(n)s") % {"n": poll.course.get("round", 1)}),
            Run(" : "),
            Run(asked, Look.STRONG),
        ]
    )
    if result["outcome"] == Outcome.CONSENTED and poll.course.get("review_on"):
        yield Paragraph(
            plain(
                _("À revoir le %(day)s.")
                % {"day": date_format(date.fromisoformat(poll.course["review_on"]), "j F Y")}
            )
        )
    yield _table(poll, result)
    if poll.keeps_back:
        told = _("– : trop peu de votants pour montrer ce territoire sans trahir un vote.")
        yield Paragraph(plain(told), Role.ASIDE)
    names = dict(
        zip((each["territory"] for each in result["by_territory"]), poll.territories, strict=True)
    )
    for title, key in ((_("Réserves"), "reserves"), (_("Objections"), "objections")):
        if result[key]:
            yield Paragraph([Run(title, Look.STRONG)])
            yield Items([_said(each, names) for each in result[key]])


def _said(text: Facts, names: dict[int, str]) -> Runs:
    beside = [names[text["territory"]]] if text["territory"] in names else []
    if text.get("became") is not None:
        beside.append(str(FATES[Fate(text["became"])]))
    return plain(f"« {text['text']} »" + (f" ({', '.join(beside)})" if beside else ""))


def _table(poll: RevealedPoll, result: Facts) -> Table:
    return Table(
        label=_("Tableau des réponses par territoire"),
        caption=_("Les réponses, par personne et par territoire"),
        columns=[
            Column(plain(_("Réponse"))),
            Column(plain(_("Ensemble")), number=True),
            *(Column(plain(name), number=True) for name in poll.territories),
        ],
        rows=[
            [
                plain(str(word)),
                [Run(result[kind.value], Look.STRONG)],
                *(shown(share[kind.value]) for share in result["by_territory"]),
            ]
            for kind, word in KINDS.items()
        ],
        foot=[
            [
                plain(_("Votants")),
                plain(poll.turnout),
                *(shown(voters) for voters in poll.voters),
            ]
        ],
    )
