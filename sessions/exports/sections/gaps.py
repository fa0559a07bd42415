"""Where a territory and its peers do not see the same stake at play, and what their discussions moved."""

from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _

from sessions.document import (
    LINE_END,
    Block,
    Column,
    Heading,
    Items,
    Look,
    Run,
    Runs,
    Section,
    Table,
    plain,
)
from sessions.exports.report import Gap, MovedLine, Report
from sessions.exports.sections.words import intro, nothing, stake_name
from sessions.queries.discussions import moved_sentence


def gaps(report: Report) -> Section:
    """The section of what the discussions moved, and of the gaps that stand, the widest first."""
    return Section("ecarts", _("Les écarts de lecture"), [*_moved(report), *_standing(report)])


def _moved(report: Report) -> list[Block]:
    """What the discussions moved, a sentence per stake. Nothing where none was held."""
    told = [(line, sentence) for line in report.moved if (sentence := _sentence(line))]
    if not told:
        return []
    return [
        Heading(3, _("Ce que les échanges ont déplacé")),
        Items([_said(line, sentence) for line, sentence in told]),
        Heading(3, _("Les écarts qui demeurent")),
    ]


def _sentence(line: MovedLine) -> str:
    return moved_sentence(line.stake.short_title, line.facts.gap_before, line.facts.gap_after)


def _said(line: MovedLine, sentence: str) -> Runs:
    """The sentence, with the means of both sides before and after."""
    facts = line.facts
    sides = _(
        "territoire de %(own_before)s à %(own_after)s, pairs de %(peers_before)s à %(peers_after)s"
    ) % {
        name: _number(getattr(facts, name))
        for name in ("own_before", "own_after", "peers_before", "peers_after")
    }
    about = f"{line.card.facts.title} ({line.territory.name}). "
    return [Run(about, Look.STRONG), Run(f"{sentence} "), Run(f"({sides})", Look.SOFT)]


def _number(mean: float | None) -> str:
    return "–" if mean is None else floatformat(mean, -1)


def _standing(report: Report) -> list[Block]:
    if not report.gaps:
        told = _("Aucun écart d’au moins un point entre un territoire et ses pairs.")
        if report.is_anonymous:
            told += " " + _("Sans les noms, la moyenne d’un côté se montre à partir de 5 lectures.")
        return [nothing(told)]
    told = _(
        "Là où le territoire et ses pairs ne voient pas le même enjeu à l’œuvre, il y a matière à discussion. "
        "Intensités moyennes, de 0 à 3 ; les plus grands écarts d’abord."
    )
    return [intro(told), _table(report)]


def _table(report: Report) -> Table:
    return Table(
        name="gap",
        label=_("Tableau des écarts"),
        caption=_("La double lecture, là où elle diffère d’au moins un point"),
        columns=[
            Column(plain(_("Carte"))),
            Column(plain(_("Enjeu"))),
            Column(plain(_("Le territoire")), number=True),
            Column(plain(_("Ses pairs")), number=True),
            Column(plain(_("Écart")), number=True),
        ],
        rows=[_row(gap) for gap in report.gaps],
    )


def _row(gap: Gap) -> list[Runs]:
    numbered = _("carte %(number)s") % {"number": gap.card.number}
    facts = gap.reading.facts
    return [
        [
            Run(gap.card.facts.title),
            LINE_END,
            Run(f"{gap.territory.name}, {numbered}", Look.SOFT),
        ],
        [stake_name(gap.reading.stake)],
        *(plain("" if mean is None else mean) for mean in (facts.own, facts.peers)),
        [Run(gap.difference, Look.STRONG)],
    ]
