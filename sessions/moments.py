"""The moment of a card, read kindly: « 2014 », « 2014-17 », « vers 2010 », « années 90 », « XXe siècle »."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from texts.cleaning import clean_words

DASH = "[-–—−/]"
CENTURIES = {"xvi": 16, "xvii": 17, "xviii": 18, "xix": 19, "xx": 20, "xxi": 21}
RANK = rf"(?:{'|'.join(CENTURIES)}|1[6-9]|2[01])"
ORDINAL = r"\s?(?:er|e|è|[èe]me|ᵉ)"
CENTURY = (
    rf"(?<!\w)(?:(?P<from_rank>{RANK})(?:{ORDINAL})?\s?(?:{DASH}|à|et|au)\s?)?"
    rf"(?P<rank>{RANK})(?:{ORDINAL})?\s?(?:si[èe]cles?\b|s\.)"
)
"""« XXe siècle », « 19ᵉ et 20ᵉ siècles »."""
TENS = r"(?:(?:1[5-9]|20|21)?\d0)(?!\d)"
DECADE = (
    rf"\bann[ée]es\s(?P<tens>{TENS})"
    rf"(?:\s?(?:{DASH}|et|à(?!\s?\d{{4}}))\s?(?P<last_tens>{TENS}))?"
)
"""« années 1990 », « années 90 », « années 80-90 »; « années 90 à 2010 » ends with a year."""
PERIOD = (
    rf"(?<!\d)(?P<first>(?:1[5-9]|20|21)\d\d)(?:{DASH}(?P<last>\d\d)(?![-–—−/.]?\d)"
    rf"|\s?(?:{DASH}|à|au)\s?(?P<last_apart>\d\d)(?=\s*(?:$|[,;:.()])))"
)
"""« 2014-17 » and « 2014 à 17 » mean 2014–2017, « 1998-00 » means 1998–2000; not « 2014-11-23 » or
« 2014 - 17 communes »."""
YEAR = r"(?<!\d)(?P<year>1[5-9]\d\d|20\d\d|21\d\d)(?!\d)"
TIMES = re.compile(f"{CENTURY}|{DECADE}|{PERIOD}|{YEAR}", re.IGNORECASE)
MAX_LENGTH = 60
LAST_YEAR = 2199

Span = tuple[int, int]


@dataclass(frozen=True)
class Moment:
    """When a card happened: `label` as its author wrote it, years from `start` to `end` inclusive."""

    label: str = ""
    start: int | None = None
    end: int | None = None


class UnreadableMoment(ValueError):
    """The text names no year between 1500 and 2199, or can be read in more than one way."""


def read_moment(text: str) -> Moment:
    """Reads a year or a period out of free text; an empty text is no moment.

    Raises UnreadableMoment with the reason: `no-year`, `which-century`, `too-many` or `backwards`.
    """
    label = clean_words(text)
    if not label:
        return Moment()
    spans = [span for time in TIMES.finditer(label[:MAX_LENGTH]) for span in _spans(time)]
    if not spans:
        raise UnreadableMoment("no-year")
    if len(spans) > 2:
        raise UnreadableMoment("too-many")
    (start, end), (last_start, last_end) = spans[0], spans[-1]
    if last_end < start:
        raise UnreadableMoment("backwards")
    return Moment(label, min(start, last_start), max(end, last_end))


def _spans(time: re.Match[str]) -> Iterator[Span]:
    """The years that one match names, from and to."""
    if time["rank"]:
        yield from map(_century, filter(None, [time["from_rank"], time["rank"]]))
    elif time["tens"]:
        yield from _decades(time["tens"], time["last_tens"])
    elif time["first"]:
        yield from _period(int(time["first"]), int(time["last"] or time["last_apart"]))
    else:
        yield int(time["year"]), int(time["year"])


def _century(rank: str) -> Span:
    number = CENTURIES.get(rank.lower()) or int(rank)
    return 100 * number - 99, 100 * number


def _decades(first: str, last: str | None) -> Iterator[Span]:
    start = int(first) if len(first) > 2 else _of_which_century(int(first))
    yield start, start + 9
    if last:
        # « années 1820-30 » stays in the century that it begins in.
        end = int(last) if len(last) > 2 else start - start % 100 + int(last)
        end += 100 if end < start and len(last) == 2 else 0
        yield end, end + 9


def _of_which_century(tens: int) -> int:
    """« années 90 » and « années 10 » have one meaning; « années 30 » may be in the past or in the future."""
    if tens in {20, 30}:
        raise UnreadableMoment("which-century")
    return tens + (1900 if tens > 30 else 2000)


def _period(first: int, figures: int) -> Iterator[Span]:
    last = first - first % 100 + (figures or 100)
    yield first, first
    # « 2014-11 » is a month, « 2014-13 » a slip: the year alone is sure.
    if first < last <= LAST_YEAR:
        yield last, last
