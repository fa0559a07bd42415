"""What exports say of a vote by dots."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sessions.voting.dots.method import Result
from sessions.voting.method import Bar, Exported, Facts, Number, Settings, Sheet, Summary


def of_result(result: Result) -> Facts:
    """Dots in all and by territory; None where so few voted that the number would tell who did."""
    return {
        "proposal": result.option.pk,
        "total": result.total,
        "by_territory": [
            {"territory": share.territory.pk, "dots": share.number} for share in result.by_territory
        ],
    }


def of_choice(option: int, dots: Any) -> Facts:
    """Dots that one voter put on one balise."""
    return {"proposal": option, "dots": dots}


def rules(settings: Settings) -> str:
    """How many dots each person had."""
    dots = settings["dots"]
    return ngettext("%(n)s point par personne.", "%(n)s points par personne.", dots) % {"n": dots}


def summary(
    results: Sequence[Facts], voters: Sequence[Number], territories: Sequence[str]
) -> Summary:
    """A bar per balise; the same numbers by territory."""
    return Summary(
        title=_("Points reçus par chaque balise"),
        description=_(
            "Une barre par balise, de la plus à la moins résonante. Le tableau qui suit donne les"
            " mêmes nombres."
        ),
        bars=[Bar(each["proposal"], each["total"], _points(each["total"])) for each in results],
        caption=_("Les mêmes nombres, par personne et par territoire"),
        columns=[_("Ensemble"), *territories],
        rows=[
            (each["proposal"], [each["total"], *(share["dots"] for share in each["by_territory"])])
            for each in results
        ],
        voters=voters,
    )


def _points(number: int) -> str:
    return ngettext("%(n)s point", "%(n)s points", number) % {"n": number}


def _totals(result: Facts) -> Iterator[Sequence[Any]]:
    yield result["proposal"], result["total"]


def _by_territory(result: Facts) -> Iterator[Sequence[Any]]:
    for share in result["by_territory"]:
        yield result["proposal"], share["territory"], share["dots"]


def _choices(ballot: Facts) -> Iterator[Sequence[Any]]:
    for choice in ballot["choices"]:
        yield ballot["participant"], ballot["territory"], choice["proposal"], choice["dots"]


EXPORTED = Exported(
    of_poll=lambda settings: {"dots": settings["dots"]},
    of_result=of_result,
    of_choice=of_choice,
    rules=rules,
    summary=summary,
    poll_columns={"dots": "points_par_personne"},
    results=(
        Sheet("resultats", ("balise_id", "points"), _totals),
        Sheet("resultats_territoires", ("balise_id", "territoire_id", "points"), _by_territory),
    ),
    ballots=(
        Sheet("bulletins", ("participant_id", "territoire_id", "balise_id", "points"), _choices),
    ),
)
