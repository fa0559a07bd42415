"""The moment of a card, read kindly: « 2014 », « 2014-2017 », « vers 2010 », « années 1990 »."""

import re
from dataclasses import dataclass

from texts.cleaning import clean_words

YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d|21\d\d)(?!\d)")
SHORT_PERIOD = re.compile(
    r"(?<!\d)(?P<first>(?P<century>1[5-9]|20|21)(?P<year>\d\d))(?P<dash>[-–—/])(?P<last>\d\d)(?![-–—/.]?\d)"
)
"""« 2014-17 » means 2014–2017, and « 1998-00 » means 1998–2000; not « 2014-11-23 »."""
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
    label = clean_words(text)
    if not label:
        return Moment()
    if decade := DECADE.search(label):
        start = int(decade[1])
        return Moment(label, start, start + 9)
    written = SHORT_PERIOD.sub(_in_full, label[:MAX_LENGTH])
    years = [int(year) for year in YEAR.findall(written)]
    if not years:
        raise UnreadableMoment("no-year")
    if len(years) > 2:
        raise UnreadableMoment("too-many")
    if years[-1] < years[0]:
        raise UnreadableMoment("backwards")
    return Moment(label, years[0], years[-1])


def _in_full(period: re.Match[str]) -> str:
    century, last = int(period["century"]), int(period["last"])
    if last <= int(period["year"]):
        if last:
            # « 2014-11 » is a month, « 2014-13 » a slip: the year alone is sure.
            return period[0]
        century += 1
    return f"{period['first']}-{century}{last:02d}"
