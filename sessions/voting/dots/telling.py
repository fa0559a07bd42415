"""How dots are told in a compte rendu: bars, and a table of the same numbers."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sessions.document import (
    BarLine,
    Bars,
    Block,
    Column,
    Figure,
    Look,
    Paragraph,
    Role,
    Run,
    Table,
    plain,
)
from sessions.voting.method import Facts, RevealedPoll, shown


def rule(settings: Facts) -> str:
    """How many dots each person had."""
    number, cap = settings["dots"], settings["cap"]
    said = ngettext("%(n)s point par personne.", "%(n)s points par personne.", number) % {
        "n": number
    }
    if cap:
        said += _(" %(n)s au plus sur une même balise.") % {"n": cap}
    return said


def section(poll: RevealedPoll) -> Sequence[Block]:
    """A bar per balise, and a table of the same numbers by territory."""
    blocks: list[Block] = [_figure(poll), _table(poll)]
    if poll.keeps_back:
        told = _("– : trop peu de votants pour montrer ce territoire sans trahir un vote.")
        blocks.append(Paragraph(plain(told), Role.ASIDE))
    return blocks


def _figure(poll: RevealedPoll) -> Figure:
    return Figure(
        name=poll.name,
        label=_("Points par balise"),
        title=_("Points reçus par chaque balise"),
        description=_(
            "Une barre par balise, de la plus à la moins résonante. "
            "Le tableau qui suit donne les mêmes nombres."
        ),
        plot=Bars(
            [
                BarLine(poll.statements[each["proposal"]], each["total"], _said(each["total"]))
                for each in poll.results
            ]
        ),
    )


def _said(dots: int) -> str:
    return ngettext("%(n)s point", "%(n)s points", dots) % {"n": dots}


def _table(poll: RevealedPoll) -> Table:
    weighted = all(each["weighted"] for each in poll.results)
    return Table(
        label=_("Tableau des points par territoire"),
        caption=_("Les mêmes nombres, par personne et par territoire"),
        columns=[
            Column(plain(_("Balise"))),
            Column(plain(_("Ensemble")), number=True),
            *([Column(plain(_("À poids égal")), number=True)] if weighted else []),
            *(Column(plain(name), number=True) for name in poll.territories),
        ],
        rows=[
            [
                plain(poll.statements[each["proposal"]]),
                [Run(each["total"], Look.STRONG)],
                *([plain(_percent(each["weighted"]))] if weighted else []),
                *(shown(share["dots"]) for share in each["by_territory"]),
            ]
            for each in poll.results
        ],
        foot=[
            [
                plain(_("Votants")),
                plain(poll.turnout),
                *([plain("")] if weighted else []),
                *(shown(voters) for voters in poll.voters),
            ]
        ],
    )


def _percent(weighted: Facts) -> str:
    """The share of a balise where each territory weighs the same, rounded to be read."""
    share = round(100 * weighted["part"] / weighted["whole"]) if weighted["whole"] else 0
    return _("%(n)s\u00a0%%") % {"n": share}


INTRO = gettext_lazy(
    "Les points disent quelles balises résonnent dans la salle. Aucune balise n’est écartée."
)
