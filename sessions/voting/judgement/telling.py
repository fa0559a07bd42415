"""How a judgement is told in a compte rendu: a bar of grades per balise, and a table of the same numbers."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sessions.document import (
    Block,
    Column,
    Figure,
    Items,
    Look,
    Paragraph,
    Role,
    Run,
    Runs,
    StackLine,
    Stacks,
    Table,
    plain,
)
from sessions.voting.method import Facts, RevealedPoll

INTRO = gettext_lazy(
    "Jugement majoritaire, la règle publiée par Balinski et Laraki : chaque personne donne une mention à"
    " chaque balise, la mention majoritaire est celle du milieu, et les départages de la règle rangent"
    " celles qui ont la même. Aucune balise n’est écartée."
)


def rule(settings: Facts) -> str:
    """What each person could say."""
    return _(
        "Une mention par balise, de « %(best)s » à « %(worst)s » ; une balise laissée sans mention"
        " sur un bulletin compte comme « %(worst)s »."
    ) % {"best": settings["grades"][0], "worst": settings["grades"][-1]}


def mentions(names: Sequence[str], numbers: Sequence[int]) -> str:
    """Who said what in one line, the best first: « 3 Excellent, 1 Bien »; grades that nobody gave are left out."""
    return ", ".join(
        f"{number} {name}" for name, number in zip(names, numbers, strict=True) if number
    )


def section(poll: RevealedPoll) -> Sequence[Block]:
    """A bar of grades per balise, a table of ranks, and why each stands before the next."""
    if not poll.results:
        return []
    blocks: list[Block] = [_figure(poll), _table(poll), *_reasons(poll), *_abstained(poll)]
    if poll.keeps_back:
        told = _(
            "– : trop peu de votants pour montrer ce territoire, ou l’ordre par territoire, sans trahir un vote."
        )
        blocks.append(Paragraph(plain(told), Role.ASIDE))
    return blocks


def _figure(poll: RevealedPoll) -> Figure:
    names = _names(poll)
    return Figure(
        name=poll.name,
        label=_("Mentions par balise"),
        title=_("Mentions reçues par chaque balise"),
        description=_("Une barre par balise, de la mieux jugée à la moins bien jugée. %(said)s")
        % {"said": " ".join(_described(poll, each) for each in poll.results)},
        plot=Stacks(
            names=names,
            lines=[
                StackLine(
                    poll.statements[each["proposal"]],
                    [one["number"] for one in each["judgements"]],
                    each["median"] or "–",
                )
                for each in poll.results
            ],
        ),
    )


def _names(poll: RevealedPoll) -> list[str]:
    return [each["grade"] for each in poll.results[0]["judgements"]]


def _described(poll: RevealedPoll, result: Facts) -> str:
    numbers = [each["number"] for each in result["judgements"]]
    return _("« %(statement)s » : %(mentions)s.") % {
        "statement": poll.statements[result["proposal"]],
        "mentions": mentions(_names(poll), numbers) or _("aucune mention"),
    }


def _table(poll: RevealedPoll) -> Table:
    return Table(
        label=_("Tableau des mentions majoritaires par territoire"),
        caption=_("Rang et mention majoritaire, par personne et par territoire"),
        columns=[
            Column(plain(_("Balise"))),
            Column(plain(_("Par personne"))),
            Column(plain(_("Chaque territoire pesant autant"))),
            *(Column(plain(name)) for name in poll.territories),
        ],
        rows=[
            [
                plain(poll.statements[each["proposal"]]),
                _place(each["rank"], each["median"]),
                _place(each["weighted"]["rank"], each["weighted"]["median"])
                if each["weighted"]
                else _kept_back(),
                *(_of_territory(line) for line in each["by_territory"]),
            ]
            for each in poll.results
        ],
        foot=[
            [
                plain(_("Votants")),
                plain(poll.turnout),
                plain(""),
                *(_kept_back() if number is None else plain(number) for number in poll.voters),
            ]
        ],
    )


def _place(rank: int | None, grade: str | None) -> Runs:
    if rank is None:
        return plain("–")
    return [Run(_("rang %(rank)s") % {"rank": rank}, Look.STRONG), Run(f", {grade}")]


def _of_territory(line: Facts) -> Runs:
    if line["judgements"] is None:
        return _kept_back()
    return plain(line["median"] or "–")


def _kept_back() -> Runs:
    return [Run(_("non montré"), Look.KEPT_BACK)]


def _reasons(poll: RevealedPoll) -> Sequence[Block]:
    """The order in sentences: the rule has several tie-breaks, and readers want to know which one decided."""
    told = [
        plain(f"{poll.statements[each['proposal']]} — {each['why']}")
        for each in poll.results
        if each["why"]
    ]
    if not told:
        return []
    return [Paragraph(plain(_("Rang par rang :")), Role.LEAD_IN), Items(told)]


def _abstained(poll: RevealedPoll) -> Sequence[Block]:
    """Abstention: whole ballots, and balises that a ballot left out."""
    blank = poll.results[0]["abstained"]
    left_out = sum(each["without_grade"] for each in poll.results)
    told = []
    if blank:
        told.append(
            ngettext(
                "%(n)s bulletin ne donne aucune mention : il n’est pas compté.",
                "%(n)s bulletins ne donnent aucune mention : ils ne sont pas comptés.",
                blank,
            )
            % {"n": blank}
        )
    if left_out:
        worst = _names(poll)[-1]
        told.append(
            ngettext(
                "%(n)s mention manque sur les autres bulletins : elle compte comme « %(worst)s ».",
                "%(n)s mentions manquent sur les autres bulletins : elles comptent comme « %(worst)s ».",
                left_out,
            )
            % {"n": left_out, "worst": worst}
        )
    return [Paragraph(plain(" ".join(told)), Role.DETAIL)] if told else []
