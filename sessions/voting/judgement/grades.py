"""The grades of a judgement: their words, their numbers, and the tone in which they are drawn."""

from collections.abc import Sequence
from dataclasses import dataclass

from sessions.voting.method import Settings

DEFAULT_GRADES = (
    "Excellent",
    "Très bien",
    "Bien",
    "Assez bien",
    "Passable",
    "Insuffisant",
    "À rejeter",
)
"""The French grades of Mieux Voter, the best first. They are data of a vote, and so are not translated."""

MOST_GRADES = len(DEFAULT_GRADES)


@dataclass(frozen=True)
class Grade:
    """A grade: its number, from 1 for the worst; its name; its tone, from 1 for the worst to 7 for the best.

    The lowest and the highest tone are always used, however few grades there are.
    """

    number: int
    name: str
    tone: int


def worded(settings: Settings) -> list[Grade]:
    """The grades of a vote, the best first, as people read them."""
    names: Sequence[str] = settings["grades"]
    return [
        Grade(number, name, _tone(number, len(names)))
        for number, name in zip(range(len(names), 0, -1), names, strict=True)
    ]


def _tone(number: int, grades: int) -> int:
    if grades < 2:
        return MOST_GRADES
    return 1 + round((number - 1) * (MOST_GRADES - 1) / (grades - 1))
