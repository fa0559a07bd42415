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
    number = settings["dots"]
    return ngettext("%(n)s point par personne.", "%(n)s points par personne.", number) % {
        "n": number
    }


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
    return Table(
        label=_("Tableau des points par territoire"),
        caption=_("Les mêmes nombres, par personne et par territoire"),
        columns=[
            Column(plain(_("Balise"))),
            Column(plain(_("Ensemble")), number=True),
            *(Column(plain(name), number=True) for name in poll.territories),
        ],
        rows=[
            [
                plain(poll.statements[each["proposal"]]),
                [Run(each["total"], Look.STRONG)],
                *(shown(share["dots"]) for share in each["by_territory"]),
            ]
            for each in poll.results
        ],
        foot=[
            [
                plain(_("Votants")),
                plain(poll.turnout),
                *(shown(voters) for voters in poll.voters),
            ]
        ],
    )


INTRO = gettext_lazy(
    "Les points disent quelles balises résonnent dans la salle. Aucune balise n’est écartée."
)
