"""The majority judgement of Balinski and Laraki, in integers. A tally counts judgements by grade, the worst first.

The rule compares majority values: the lower median, then the lower median of what is left without it, and so on.
`rounds` says the same without taking judgements away one by one: the larger of the groups above and below the
median decides, the group below when they are equal; the median joins the nearest grade of that group; and again.
Its cost depends on the number of grades alone, however many judgements there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import lcm

Grades = Sequence[int]
"""How many judgements of each grade, the worst first."""


@dataclass(frozen=True)
class Round:
    """One comparison: the median, and how many judgements are better and worse than the grades merged so far.

    `low` and `high` are the ends of the merged grades; `grade` is the one of them that the comparison is about.
    """

    grade: int
    low: int
    high: int
    above: int
    below: int

    @property
    def weight(self) -> int:
        """The size of the group that decides: positive when it is above, negative when it is below."""
        return self.above if self.above > self.below else -self.below


def rank(tallies: Sequence[Grades]) -> list[int]:
    """Ranks proposals: 1 for the best; equal tallies share a rank, and the next ones are skipped (1, 1, 3).

    Raises ValueError unless all tallies have as many grades and as many judgements, none of them negative.
    """
    _check(tallies)
    if len({sum(tally) for tally in tallies}) > 1:
        raise ValueError("the tallies do not hold equally many judgements: normalise them first")
    keys = [standing(tally) for tally in tallies]
    ranks: dict[tuple[tuple[int, int], ...], int] = {}
    for place, key in enumerate(sorted(keys, reverse=True), start=1):
        ranks.setdefault(key, place)
    return [ranks[key] for key in keys]


def normalise(tallies: Sequence[Grades]) -> list[list[int]]:
    """Scales tallies to the least common multiple of their judgements, so that each of them weighs the same.

    Raises ValueError for a tally without a judgement, for negative numbers, and for unequal numbers of grades.
    """
    _check(tallies)
    sizes = [sum(tally) for tally in tallies]
    if 0 in sizes:
        raise ValueError("a tally without a judgement cannot be scaled")
    multiple = lcm(*sizes)
    return [
        [number * (multiple // size) for number in tally]
        for tally, size in zip(tallies, sizes, strict=True)
    ]


def median(tally: Grades) -> int | None:
    """The lower median, which is the majority grade; None without a judgement."""
    half, reached = sum(tally), 0
    for grade, number in enumerate(tally):
        reached += number
        if number and 2 * reached >= half:
            return grade
    return None


def rounds(tally: Grades) -> list[Round]:
    """The comparisons of a tally, the first one first: as many as it has grades with judgements."""
    start = median(tally)
    if start is None:
        return []
    given = [grade for grade, number in enumerate(tally) if number]
    below, above = sum(tally[:start]), sum(tally[start + 1 :])
    worse = [grade for grade in given if grade < start]
    better = [grade for grade in reversed(given) if grade > start]
    grade = low = high = start
    found = [Round(grade, low, high, above, below)]
    while worse or better:
        if above > below:
            grade = high = better.pop()
            above -= tally[grade]
        else:
            grade = low = worse.pop()
            below -= tally[grade]
        found.append(Round(grade, low, high, above, below))
    return found


def standing(tally: Grades) -> tuple[tuple[int, int], ...]:
    """What tallies with equally many judgements are compared by: the greater, the better."""
    return tuple((each.grade, each.weight) for each in rounds(tally))


def _check(tallies: Sequence[Grades]) -> None:
    if len({len(tally) for tally in tallies}) > 1:
        raise ValueError("the tallies do not have the same grades")
    if any(number < 0 for tally in tallies for number in tally):
        raise ValueError("a number of judgements is negative")
