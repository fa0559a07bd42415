"""The trajectories against the stakes: a map of numbers, and a table of the same."""

from django.utils.translation import gettext as _

from referentiel.models.referentiel import DEFAULT_SLUG
from sessions.document import (
    LINE_END,
    Block,
    Column,
    Figure,
    Grid,
    Look,
    Paragraph,
    Role,
    Run,
    Runs,
    Section,
    Table,
    Terms,
    plain,
)
from sessions.exports.facts import StakeFacts
from sessions.exports.report import Report
from sessions.exports.sections.words import intro, nothing, stake_name


def stakes(report: Report) -> Section:
    """How many readings see each stake at play in the cards of each territory."""
    if any(number for row in report.heat for number in row.numbers):
        told = _(
            "Combien de lectures voient chaque enjeu à l’œuvre dans les cartes de chaque territoire. "
            "Plus la case est sombre, plus elles sont nombreuses."
        )
        blocks: list[Block] = [intro(told), _map(report), _table(report)]
        if report.apart:
            blocks.append(_apart(report))
    else:
        blocks = [nothing(_("Aucune carte n’a encore été lue au regard des enjeux."))]
    read_against = report.session.referentiel
    if read_against.slug != DEFAULT_SLUG:
        told = _("Ces enjeux sont ceux que porte « %(name)s ».") % {"name": read_against.name}
        blocks.append(Paragraph(plain(told)))
    explained = Terms(Role.STAKES, [([stake_name(stake)], _told(stake)) for stake in report.stakes])
    return Section("enjeux", _("Les trajectoires au regard des enjeux"), [*blocks, explained])


def _told(stake: StakeFacts) -> Runs:
    """What a stake says, with the names that it had or has elsewhere."""
    names = []
    if stake.formerly:
        listed = " », « ".join(stake.formerly)
        names.append(_("Lu aussi sous le nom « %(names)s ».") % {"names": listed})
    if stake.now:
        names.append(_("Aujourd’hui : « %(name)s ».") % {"name": stake.now})
    if not names:
        return plain(stake.title)
    return [Run(stake.title), LINE_END, Run(" ".join(names), Look.SOFT)]


def _map(report: Report) -> Figure:
    return Figure(
        name="heat",
        label=_("Carte des territoires et des enjeux"),
        title=_("Carte des territoires et des enjeux"),
        description=_(
            "Une ligne par territoire, une colonne par enjeu, le nombre de lectures dans chaque case. "
            "Le tableau qui suit donne les mêmes nombres."
        ),
        plot=Grid(
            columns=[stake.short_title for stake in report.stakes],
            rows=[(row.territory.name, row.numbers) for row in report.heat],
        ),
    )


def _table(report: Report) -> Table:
    sums = [sum(column) for column in zip(*(row.numbers for row in report.heat), strict=True)]
    return Table(
        name="heat",
        label=_("Tableau des lectures par territoire et par enjeu"),
        caption=_("Les mêmes nombres : lectures par territoire et par enjeu"),
        columns=[
            Column(plain(_("Territoire"))),
            *(Column([stake_name(stake)], number=True) for stake in report.stakes),
            Column(plain(_("Ensemble")), number=True),
        ],
        rows=[
            [
                plain(row.territory.name),
                *(plain(number) for number in row.numbers),
                [Run(sum(row.numbers), Look.STRONG)],
            ]
            for row in report.heat
        ],
        foot=[
            [
                plain(_("Ensemble")),
                *(plain(number) for number in sums),
                [Run(sum(sums), Look.STRONG)],
            ]
        ],
    )


def _apart(report: Report) -> Table:
    """How far apart the two sides are, by territory and stake."""
    return Table(
        name="apart",
        label=_("Tableau des écarts par territoire et par enjeu"),
        caption=_(
            "L’écart moyen entre le territoire et ses pairs, de 0 à 3, sur les cartes que les deux ont lues"
        ),
        columns=[
            Column(plain(_("Territoire"))),
            *(Column([stake_name(stake)], number=True) for stake in report.stakes),
        ],
        rows=[
            [
                plain(row.territory.name),
                *(
                    plain(report.apart.get((row.territory.id, stake.key), "–"))
                    for stake in report.stakes
                ),
            ]
            for row in report.heat
        ],
    )
