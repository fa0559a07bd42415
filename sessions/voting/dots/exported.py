"""What exports say of a vote by dots."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import ngettext

from sessions.voting.dots.method import Result
from sessions.voting.dots.telling import INTRO, rule, section
from sessions.voting.method import Exported, Facts, OptionResult, Sheet


def of_result(result: Result) -> Facts:
    """Dots in all and by territory; None where so few people voted that the number would tell who they were."""
    return {
        "proposal": result.option.pk,
        "total": result.total,
        "rank": result.rank,
        "weighted": result.weighted
        and {
            "rank": result.weighted.rank,
            "part": result.weighted.part,
            "whole": result.weighted.whole,
        },
        "by_territory": [
            {"territory": share.territory.pk, "dots": share.number} for share in result.by_territory
        ],
    }


def of_option(result: Facts) -> OptionResult:
    """The dots in words."""
    return OptionResult(
        option=result["proposal"],
        total=_points(result["total"]),
        by_territory={
            share["territory"]: None if share["dots"] is None else _points(share["dots"])
            for share in result["by_territory"]
        },
    )


def _points(number: int) -> str:
    return ngettext("%(n)s point", "%(n)s points", number) % {"n": number}


def of_choice(option: int, dots: Any) -> Facts:
    """Dots that one voter put on one balise."""
    return {"proposal": option, "dots": dots}


def _totals(result: Facts) -> Iterator[Sequence[Any]]:
    weighted = result["weighted"] or {}
    by_territory = (weighted.get(key) for key in ("rank", "part", "whole"))
    yield result["proposal"], result["total"], result["rank"], *by_territory


def _by_territory(result: Facts) -> Iterator[Sequence[Any]]:
    for share in result["by_territory"]:
        yield result["proposal"], share["territory"], share["dots"]


def _choices(ballot: Facts) -> Iterator[Sequence[Any]]:
    for choice in ballot["choices"]:
        yield ballot["participant"], ballot["territory"], choice["proposal"], choice["dots"]


EXPORTED = Exported(
    of_poll=lambda settings: {"dots": settings["dots"], "cap": settings["cap"]},
    of_result=of_result,
    of_choice=of_choice,
    of_option=of_option,
    intro=INTRO,
    rule=rule,
    section=section,
    poll_columns={"dots": "points_par_personne", "cap": "plafond_par_balise"},
    results=(
        Sheet(
            "resultats",
            ("balise_id", "points", "rang", "rang_poids_egal", "part_poids_egal", "parts_en_tout"),
            _totals,
        ),
        Sheet("resultats_territoires", ("balise_id", "territoire_id", "points"), _by_territory),
    ),
    ballots=(
        Sheet("bulletins", ("participant_id", "territoire_id", "balise_id", "points"), _choices),
    ),
)
