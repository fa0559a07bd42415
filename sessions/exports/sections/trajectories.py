"""The trajectory of each territory: a frise, and a table of the same cards."""

from django.utils.translation import gettext as _

from sessions.document import (
    Block,
    Column,
    Figure,
    Group,
    Heading,
    Role,
    Run,
    Runs,
    Section,
    Table,
    Timeline,
    plain,
)
from sessions.exports.facts import CardFacts
from sessions.exports.report import NumberedCard, Report, Trajectory
from sessions.exports.sections.words import card_anchor, intro, nothing


def trajectories(report: Report) -> Section:
    """The section of the trajectories, all on the same scale of years."""
    told = _(
        "D’où venons-nous, où en sommes-nous, où allons-nous : une carte par moment. "
        "Toutes les frises sont à la même échelle ; les numéros renvoient au tableau, "
        "et les titres aux cartes entières, en annexe."
    )
    every = [card.facts for each in report.trajectories for card in each.cards]
    groups = [_trajectory(trajectory, every) for trajectory in report.trajectories]
    return Section("trajectoires", _("Les trajectoires"), [intro(told), *groups])


def _trajectory(trajectory: Trajectory, every: list[CardFacts]) -> Group:
    territory = trajectory.territory
    blocks: list[Block] = [Heading(3, territory.name, anchor=f"territoire-{territory.id}")]
    if trajectory.cards:
        blocks += [_frise(trajectory, every), _table(trajectory)]
    else:
        blocks.append(nothing(_("Ce territoire n’a pas posé de carte.")))
    return Group(Role.TRAJECTORY, blocks)


def _frise(trajectory: Trajectory, every: list[CardFacts]) -> Figure:
    named = {"name": trajectory.territory.name}
    return Figure(
        name=f"frise-{trajectory.territory.id}",
        label=_("Frise de %(name)s") % named,
        title=_("Frise de la trajectoire : %(name)s") % named,
        description=_(
            "Les cartes placées par année. "
            "Le tableau qui suit donne les mêmes numéros, années et titres."
        ),
        plot=Timeline(
            told=[card.facts for card in trajectory.cards], among=every, undated=_("Sans date")
        ),
    )


def _table(trajectory: Trajectory) -> Table:
    return Table(
        label=_("Tableau de la frise de %(name)s") % {"name": trajectory.territory.name},
        caption=_("Les cartes de la frise, et le nombre de lectures de chacune"),
        columns=[
            Column(plain(_("N°")), number=True),
            Column(plain(_("Carte"))),
            Column(plain(_("Nature"))),
            Column(plain(_("Années")), number=True),
            Column(plain(_("Lectures")), number=True),
        ],
        rows=[_row(card) for card in trajectory.cards],
        header=1,
    )


def _row(card: NumberedCard) -> list[Runs]:
    return [
        plain(card.number),
        [Run(card.facts.title, to=card_anchor(card.facts))],
        plain(card.kind_label),
        plain(_years(card.facts)),
        plain(len(card.facts.readings)),
    ]


def _years(card: CardFacts) -> str:
    if card.year_from is None:
        return _("sans date")
    if card.year_from == card.year_to:
        return str(card.year_from)
    return f"{card.year_from}–{card.year_to}"
