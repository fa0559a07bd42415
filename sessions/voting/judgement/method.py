"""Majority judgement: each voter gives each balise a grade in words (docs/domain.md, « Majority judgement »)."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from django.utils.translation import gettext as _

from sessions.voting.judgement.grades import Grade, worded
from sessions.voting.judgement.rule import Grades
from sessions.voting.judgement.standings import Standing, grade_of, standings
from sessions.voting.judgement.why import reason
from sessions.voting.method import (
    CastBallot,
    Choices,
    Facts,
    Option,
    Place,
    Settings,
    Tally,
    WrongBallot,
)
from sessions.voting.small_groups import too_few_to_show
from sessions.voting.weighing import equal_weights, may_weigh


@dataclass(frozen=True)
class Counted:
    """What a group of voters said: judgements by option, the worst grade first, and how many gave an option no grade.

    Whoever grades some balises but not this one is counted at the worst grade, as the rule demands, and in `without`.
    Whoever grades none abstains: such a ballot is in no judgement.
    """

    judges: int
    tallies: Mapping[int, Grades]
    without: Mapping[int, int]


@dataclass(frozen=True)
class JudgementTally(Tally):
    """Judgements of all voters, and of those of each territory."""

    grades: Sequence[Grade]
    all: Counted
    by_territory: Mapping[int, Counted]

    @property
    def abstained(self) -> int:
        """The ballots without any grade."""
        return sum(self.voters.values()) - self.all.judges


@dataclass(frozen=True)
class TerritoryLine:
    """What one territory said of a balise; None where secrecy keeps it back."""

    territory: Place
    grade: Grade | None
    tally: Grades | None
    without: int | None

    @property
    def shown(self) -> str | None:
        """The majority grade, or that there is none; None where secrecy keeps it back."""
        if self.tally is None:
            return None
        return self.grade.name if self.grade else _("aucune mention")


@dataclass(frozen=True)
class Result:
    """What one balise got: by person, with equal territories (None where a territory is hidden), by territory."""

    option: Option
    grades: Sequence[Grade]
    """Of the vote, the best first."""
    people: Standing
    weighted: Standing | None
    without: int
    abstained: int
    by_territory: Sequence[TerritoryLine]
    reason: str = ""
    """Why it stands before the next one by person; empty where they are equal, for the last, and without a grade."""

    @property
    def statement(self) -> str:
        """The balise's wording."""
        return str(self.option.statement)


def check(choices: Choices, *, options: Collection[int], settings: Settings) -> None:
    """Raises WrongBallot (`unknown-option`, `unknown-grade`) unless each grade is one of the vote."""
    if not choices.keys() <= set(options):
        raise WrongBallot("unknown-option")
    numbers = {grade.number for grade in worded(settings)}
    # An empty choice is no grade: whoever takes a grade back sends it so.
    if not {grade for grade in choices.values() if grade} <= numbers:
        raise WrongBallot("unknown-grade")


def explain(reason: str, _settings: Settings) -> str:
    """Why a ballot is not taken."""
    return {
        "unknown-option": _("Une des balises n’est plus soumise au vote. Vérifiez vos mentions."),
        "unknown-grade": _("Une mention n’est pas de celles de ce vote : choisissez-en une autre."),
        "crowded": _(
            "Une balise reçoit plus de mentions que la table n’a de personnes : recomptez, ou corrigez le"
            " nombre de personnes."
        ),
    }[reason]


def count(
    ballots: Sequence[CastBallot],
    *,
    options: Iterable[int],
    confidential: bool,
    settings: Settings,
) -> JudgementTally:
    """Counts the judgements, for the options given: a balise hidden since is as if nobody had graded it."""
    known = list(options)
    grades = worded(settings)
    voters = Counter(ballot.territory for ballot in ballots)
    return JudgementTally(
        voters=dict(voters),
        hidden=too_few_to_show(voters) if confidential else frozenset(),
        grades=grades,
        all=_counted(ballots, known, len(grades)),
        by_territory={
            territory: _counted(
                [ballot for ballot in ballots if ballot.territory == territory], known, len(grades)
            )
            for territory in voters
        },
    )


def _counted(ballots: Sequence[CastBallot], options: Sequence[int], grades: int) -> Counted:
    tallies = {option: [0] * grades for option in options}
    judges = 0
    for ballot in ballots:
        given = {
            option: number
            for option, number in ballot.choices.items()
            if option in tallies and isinstance(number, int) and 1 <= number <= grades
        }
        judges += bool(given)
        for option, number in given.items():
            tallies[option][number - 1] += 1
    without = {option: judges - sum(tally) for option, tally in tallies.items()}
    for option, tally in tallies.items():
        tally[0] += without[option]
    return Counted(judges, tallies, without)


def results(
    tally: JudgementTally, *, options: Sequence[Option], territories: Sequence[Place]
) -> list[Result]:
    """The balises from the best to the worst; equal ones stand in the order of their wording."""
    people = standings(tally.all.tallies, tally.grades)
    weighted = (
        standings(_weighted(tally), tally.grades)
        if may_weigh(tally.hidden) and tally.all.judges
        else {}
    )
    rows = [
        Result(
            option=option,
            grades=tally.grades,
            people=people[option.pk],
            weighted=weighted.get(option.pk),
            without=tally.all.without[option.pk],
            abstained=tally.abstained,
            by_territory=[_line(tally, territory, option.pk) for territory in territories],
        )
        for option in options
    ]
    ordered = sorted(rows, key=lambda row: (row.people.rank or 0, row.option.pk))
    return _with_reasons(ordered, [grade.name for grade in reversed(tally.grades)])


def _with_reasons(rows: Sequence[Result], names: Sequence[str]) -> list[Result]:
    return [
        replace(row, reason=reason(row.people.tally, following.people.tally, names))
        if following and row.people.rank != following.people.rank
        else row
        for row, following in zip_longest(rows, rows[1:])
    ]


def _weighted(tally: JudgementTally) -> dict[int, list[int]]:
    """Each territory's judgements, brought to their least common multiple and added up. No average of ranks."""
    weights = equal_weights({place: each.judges for place, each in tally.by_territory.items()})
    return {
        option: [
            sum(
                weights[place] * tally.by_territory[place].tallies[option][grade]
                for place in weights
            )
            for grade in range(len(tally.grades))
        ]
        for option in tally.all.tallies
    }


def _line(tally: JudgementTally, territory: Place, option: int) -> TerritoryLine:
    if territory.pk in tally.hidden:
        return TerritoryLine(territory, None, None, None)
    counted = tally.by_territory.get(territory.pk)
    if counted is None:
        return TerritoryLine(territory, None, [0] * len(tally.grades), 0)
    found = counted.tallies[option]
    return TerritoryLine(territory, grade_of(found, tally.grades), found, counted.without[option])


def spread(tally: Facts, seats: int) -> list[Choices]:
    """Deals each balise's grades out from the first seat on, so that as few ballots as possible have no grade.

    Raises WrongBallot (`crowded`) where a balise has more grades than the table has people.
    """
    hands: list[dict[int, int]] = [{} for _seat in range(seats)]
    for option, numbers in tally.items():
        given = [grade for grade, number in enumerate(numbers, start=1) for _each in range(number)]
        if len(given) > seats:
            raise WrongBallot("crowded")
        for hand, grade in zip(hands, given, strict=False):
            hand[int(option)] = grade
    return list(hands)
