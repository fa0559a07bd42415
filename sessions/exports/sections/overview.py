"""The séance in brief: its numbers, its territories, its agenda."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sessions.document import (
    Block,
    Column,
    Group,
    Heading,
    Items,
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
from sessions.exports.facts import StepFacts
from sessions.exports.report import Report


def overview(report: Report) -> Section:
    """The section for a reader in a hurry, on one screen."""
    columns = [Group(Role.COLUMN, [_territories(report)]), Group(Role.COLUMN, _agenda(report))]
    return Section(
        "bref",
        _("La séance en bref"),
        [Terms(Role.NUMBERS, _numbers(report)), Group(Role.COLUMNS, columns)],
    )


def _numbers(report: Report) -> list[tuple[Runs, Runs]]:
    people, cards, readings = report.people, report.cards, report.readings
    balises = len(report.balises)
    counted = [
        (ngettext("personne présente", "personnes présentes", people), people),
        (ngettext("carte de trajectoire", "cartes de trajectoire", cards), cards),
        (ngettext("lecture", "lectures", readings), readings),
        (ngettext("balise émergente", "balises émergentes", balises), balises),
    ]
    return [(plain(name), plain(number)) for name, number in counted]


def _territories(report: Report) -> Table:
    return Table(
        label=_("Tableau des territoires"),
        caption=_("Les territoires de la séance"),
        columns=[
            Column(plain(_("Territoire"))),
            Column(plain(_("Personnes")), number=True),
            Column(plain(_("Cartes")), number=True),
        ],
        rows=[
            [plain(each.territory.name), plain(each.people), plain(len(each.cards))]
            for each in report.trajectories
        ],
        foot=[[plain(_("Ensemble")), plain(report.people), plain(report.cards)]],
    )


def _agenda(report: Report) -> list[Block]:
    positions = [step.position for step in report.steps]
    current = report.session.current_step if report.is_open else None
    at = positions.index(current) if current in positions else None
    planned = ngettext(
        "Durée prévue : %(n)s minute.", "Durée prévue : %(n)s minutes.", report.minutes
    ) % {"n": report.minutes}
    return [
        Heading(3, _("Le déroulé")),
        Items(
            [_step(step, is_current=place == at) for place, step in enumerate(report.steps)],
            ordered=True,
            current=at,
        ),
        Paragraph(plain(planned), Role.ASIDE),
    ]


def _step(step: StepFacts, *, is_current: bool) -> Runs:
    minutes = ngettext("%(n)s minute", "%(n)s minutes", step.minutes) % {"n": step.minutes}
    here = f" · {_('étape en cours')}" if is_current else ""
    return [Run(step.name, Look.STRONG), Run(f" · {minutes}{here}")]
