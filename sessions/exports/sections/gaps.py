"""Where a territory and its peers do not see the same stake at play."""

from django.utils.translation import gettext as _

from sessions.document import LINE_END, Column, Look, Run, Runs, Section, Table, plain
from sessions.exports.report import Gap, Report
from sessions.exports.sections.words import intro, nothing, stake_name


def gaps(report: Report) -> Section:
    """The section of the gaps, the widest first."""
    title = _("Les écarts de lecture à discuter")
    if not report.gaps:
        told = _("Aucun écart d’au moins un point entre un territoire et ses pairs.")
        return Section("ecarts", title, [nothing(told)])
    told = _(
        "Là où le territoire et ses pairs ne voient pas le même enjeu à l’œuvre, il y a matière à discussion. "
        "Intensités moyennes, de 0 à 3 ; les plus grands écarts d’abord."
    )
    return Section("ecarts", title, [intro(told), _table(report)])


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
