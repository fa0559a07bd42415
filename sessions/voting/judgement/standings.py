"""Where balises stand: rank, majority grade, and the bar of their grades."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sessions.voting.judgement.grades import Grade
from sessions.voting.judgement.rule import Grades, median, rank


@dataclass(frozen=True)
class Part:
    """A grade in a bar: how many gave it, where it starts and how wide it is, in percent with one decimal."""

    grade: Grade
    number: int
    start: str
    width: str
    middle: str
    percent: int
    """Its share, rounded: what is read where the numbers are weighted."""
    wide: bool
    """Whether its number has room in it."""


@dataclass(frozen=True)
class Standing:
    """Where one balise stands: its rank and its majority grade (None where nobody gave a grade), and its judgements."""

    rank: int | None
    grade: Grade | None
    tally: Grades
    parts: Sequence[Part]

    @property
    def median(self) -> str | None:
        """The name of the majority grade."""
        return self.grade.name if self.grade else None

    @property
    def told(self) -> str:
        """The same as the bar, in words: « 3 Excellent, 1 Bien »."""
        return ", ".join(f"{part.number} {part.grade.name}" for part in self.parts)

    @property
    def told_in_percent(self) -> str:
        """The same in shares, where the numbers are weighted."""
        return ", ".join(f"{part.percent} % {part.grade.name}" for part in self.parts)


def standings(tallies: Mapping[int, Grades], grades: Sequence[Grade]) -> dict[int, Standing]:
    """Ranks options by the rule. `grades` stand the best first. Without a judgement no option has a rank."""
    ranks = dict(zip(tallies, rank(list(tallies.values())), strict=True))
    return {
        option: Standing(
            rank=ranks[option] if any(tally) else None,
            grade=grade_of(tally, grades),
            tally=tally,
            parts=_parts(tally, grades),
        )
        for option, tally in tallies.items()
    }


def grade_of(tally: Grades, grades: Sequence[Grade]) -> Grade | None:
    """The majority grade of a tally; None without a judgement."""
    middle = median(tally)
    # The grades stand the best first, the tally the worst first.
    return None if middle is None else grades[len(grades) - 1 - middle]


def _parts(tally: Grades, grades: Sequence[Grade]) -> list[Part]:
    """The grades that somebody gave, the best first, side by side. Integers: the numbers may be huge."""
    whole, before, parts = sum(tally), 0, []
    for grade in grades:
        number = tally[grade.number - 1]
        if number:
            start, end = _permille(before, whole), _permille(before + number, whole)
            parts.append(
                Part(
                    grade=grade,
                    number=number,
                    start=_decimal(start),
                    width=_decimal(end - start),
                    middle=_decimal((start + end) // 2),
                    percent=round(Fraction(100 * number, whole)),
                    wide=end - start >= 90,
                )
            )
        before += number
    return parts


def _permille(number: int, whole: int) -> int:
    return 1000 * number // whole


def _decimal(permille: int) -> str:
    """As SVG writes a number; a French template would put a comma."""
    return f"{permille // 10}.{permille % 10}"
