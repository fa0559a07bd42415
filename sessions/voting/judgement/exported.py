"""What exports say of a judgement."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from sessions.voting.judgement.method import Result
from sessions.voting.judgement.standings import Standing
from sessions.voting.judgement.telling import INTRO, mentions, rule, section
from sessions.voting.judgement.verdict import told_of
from sessions.voting.method import Exported, Facts, OptionResult, Sheet


def of_result(result: Result) -> Facts:
    """Judgements by grade, the best first: of all, with equal territories, of each; None where secrecy keeps them."""
    names = [grade.name for grade in result.grades]
    return {
        "proposal": result.option.pk,
        "rank": result.people.rank,
        "median": result.people.median,
        "judgements": [
            {"grade": name, "number": number}
            for name, number in zip(names, reversed(result.people.tally), strict=True)
        ],
        "without_grade": result.without,
        "abstained": result.abstained,
        "weighted": _standing(result.weighted) if result.weighted else None,
        "by_territory": [
            {
                "territory": line.territory.pk,
                "median": line.grade.name if line.grade else None,
                "judgements": None if line.tally is None else list(reversed(line.tally)),
                "without_grade": line.without,
            }
            for line in result.by_territory
        ],
        "why": told_of(result),
    }


def _standing(standing: Standing) -> dict[str, Any]:
    return {
        "rank": standing.rank,
        "median": standing.median,
        "judgements": list(reversed(standing.tally)),
    }


def of_option(result: Facts) -> OptionResult:
    """The rank, the majority grade and the grades, in words."""
    names = [each["grade"] for each in result["judgements"]]
    return OptionResult(
        option=result["proposal"],
        total=_total(result, names),
        by_territory={
            line["territory"]: _share(line["median"], names, line["judgements"])
            for line in result["by_territory"]
        },
    )


def _total(result: Facts, names: Sequence[str]) -> str:
    if result["rank"] is None:
        return _("aucune mention")
    total = _("rang %(rank)s, mention majoritaire « %(grade)s » (%(mentions)s)") % {
        "rank": result["rank"],
        "grade": result["median"],
        "mentions": mentions(names, [each["number"] for each in result["judgements"]]),
    }
    if (weighted := result["weighted"]) is None:
        return total
    return _("%(total)s ; chaque territoire pesant autant, rang %(rank)s, « %(grade)s »") % {
        "total": total,
        "rank": weighted["rank"],
        "grade": weighted["median"],
    }


def _share(median: str | None, names: Sequence[str], numbers: Sequence[int] | None) -> str | None:
    if numbers is None:
        return None
    if median is None:
        return _("aucune mention")
    return _("« %(grade)s » (%(mentions)s)") % {
        "grade": median,
        "mentions": mentions(names, numbers),
    }


def of_choice(option: int, grade: Any) -> Facts:
    """The grade that one voter gave to one balise: its number, from 1 for the worst."""
    return {"proposal": option, "grade": grade}


def _standings(result: Facts) -> Iterator[Sequence[Any]]:
    weighted = result["weighted"] or {"rank": None, "median": None}
    yield (
        result["proposal"],
        result["rank"],
        result["median"],
        result["without_grade"],
        result["abstained"],
        weighted["rank"],
        weighted["median"],
        result["why"],
    )


def _judgements(result: Facts) -> Iterator[Sequence[Any]]:
    for each in result["judgements"]:
        yield result["proposal"], each["grade"], each["number"]


def _by_territory(result: Facts) -> Iterator[Sequence[Any]]:
    for line in result["by_territory"]:
        for place, each in enumerate(result["judgements"]):
            number = None if line["judgements"] is None else line["judgements"][place]
            yield result["proposal"], line["territory"], each["grade"], number


def _choices(ballot: Facts) -> Iterator[Sequence[Any]]:
    for choice in ballot["choices"]:
        yield ballot["participant"], ballot["territory"], choice["proposal"], choice["grade"]


EXPORTED = Exported(
    of_poll=lambda settings: {"grades": list(settings["grades"])},
    of_result=of_result,
    of_choice=of_choice,
    of_option=of_option,
    intro=INTRO,
    rule=rule,
    section=section,
    poll_columns={"grades": "mentions"},
    results=(
        Sheet(
            "jugements",
            (
                "balise_id", "rang", "mention_majoritaire", "sans_mention", "bulletins_blancs",
                "rang_territoires", "mention_majoritaire_territoires", "pourquoi",
            ),
            _standings,
        ),
        Sheet("jugements_mentions", ("balise_id", "mention", "personnes"), _judgements),
        Sheet(
            "jugements_territoires",
            ("balise_id", "territoire_id", "mention", "personnes"),
            _by_territory,
        ),
    ),
    ballots=(
        Sheet(
            "jugements_bulletins",
            ("participant_id", "territoire_id", "balise_id", "mention_numero"),
            _choices,
        ),
    ),
)  # fmt: skip
