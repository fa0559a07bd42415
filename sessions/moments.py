"""The moment of a card, read kindly: « 2014 », « 2014-2017 », « vers 2010 », « années 1990 »."""

import re
from dataclasses import dataclass

YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d|21\d\d)(?!\d)")
DECADE = re.compile(r"\bann[ée]es\s+(1[5-9]\d0|20\d0|21\d0)\b", re.IGNORECASE)
MAX_LENGTH = 60


@dataclass(frozen=True)
class Moment:
    """When a card happened: `label` as its author wrote it, years from `start` to `end` inclusive."""

    label: str = ""
    start: int | None = None
    end: int | None = None


class UnreadableMoment(ValueError):
    """The text names no year between 1500 and 2199, or names years that run backwards."""


def read_moment(text: str) -> Moment:
    """Reads a year or a period out of free text; an empty text is no moment.

    Raises UnreadableMoment with the reason: `no-year`, `too-many` or `backwards`.
    """
    label = " ".join(text.split())
    if not label:
        return Moment()
    if decade := DECADE.search(label):
        start = int(decade[1])
        return Moment(label, start, start + 9)
    years = [int(year) for year in YEAR.findall(label[:MAX_LENGTH])]
    if not years:
        raise UnreadableMoment("no-year")
    if len(years) > 2:
        raise UnreadableMoment("too-many")
    if years[-1] < years[0]:
        raise UnreadableMoment("backwards")
    return Moment(label, years[0], years[-1])
