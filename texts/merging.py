"""Merges what two people made of one text: by paragraphs, and by words where both changed a paragraph.

Two changes collide where they touch the same words. A collision is named, never decided: the caller shows both texts.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

_WORD = re.compile(r"\s*(?:[\w’'-]+|[^\w\s])|\s+\Z")
MOST_PAIRS = 200_000
"""Bounds the time of one comparison: pairs of equal words. A text of 1500 signs has some thousands."""


@dataclass(frozen=True)
class Collision:
    """Holds words that two people changed in two ways, as they were before and as each of them left them."""

    before: str
    one: str
    two: str


@dataclass(frozen=True)
class Merged:
    """Holds the text with the changes of both. Where they collide, `collisions` says so, and nobody keeps `text`."""

    text: str
    collisions: Sequence[Collision] = ()


class _Edit(NamedTuple):
    """Says that the pieces from `start` to `end` gave way to `pieces`."""

    start: int
    end: int
    pieces: tuple[str, ...]


_Settle = Callable[[Sequence[str], Sequence[str], Sequence[str]], "Merged"]
"""Merges one stretch that both changed: as it was, and as each of the two left it."""


def merge(before: str, one: str, two: str) -> Merged:
    """Merges two changes of the text `before`. It does not matter which of the two is `one`."""
    return _merge(_paragraphs(before), _paragraphs(one), _paragraphs(two), "\n", _by_words)


def merge_lines(before: str, one: str, two: str) -> Merged:
    """Merges two changes of a text of one line, by words alone: two people do not add a line each."""
    return _words_of(before, one, two)


def _paragraphs(text: str) -> list[str]:
    return text.split("\n") if text else []


def _by_words(before: Sequence[str], one: Sequence[str], two: Sequence[str]) -> Merged:
    """Merges paragraphs that both changed. Who deletes what the other rewrites collides with them."""
    texts = ["\n".join(pieces) for pieces in (before, one, two)]
    if not before:
        # Each wrote paragraphs in the same place: both stay, in an order that does not tell who came first.
        return Merged("\n".join(sorted(texts[1:])))
    if not one or not two:
        return Merged(texts[0], [Collision(*texts)])
    return _words_of(*texts)


def _words_of(before: str, one: str, two: str) -> Merged:
    parts = [_WORD.findall(text) for text in (before, one, two)]
    return _merge(parts[0], parts[1], parts[2], "", _collide)


def _collide(before: Sequence[str], one: Sequence[str], two: Sequence[str]) -> Merged:
    texts = ["".join(pieces) for pieces in (before, one, two)]
    return Merged(texts[0], [Collision(*(text.strip() for text in texts))])


def _merge(
    before: Sequence[str], one: Sequence[str], two: Sequence[str], between: str, settle: _Settle
) -> Merged:
    if one == two or two == before:
        return Merged(between.join(one))
    if one == before:
        return Merged(between.join(two))
    if _too_long(before, one) or _too_long(before, two):
        return Merged(between.join(before), [Collision(*map(between.join, (before, one, two)))])
    return _woven(before, _edits(before, one), _edits(before, two), between, settle)


def _woven(
    before: Sequence[str],
    ones: Sequence[_Edit],
    twos: Sequence[_Edit],
    between: str,
    settle: _Settle,
) -> Merged:
    """Goes through the text once: what nobody changed, what one changed, and what both did."""
    found: list[str] = []
    collisions: list[Collision] = []
    place = 0
    for start, end, mine, theirs in _stretches(ones, twos, apart=not between):
        found += before[place:start]
        place = end
        was = before[start:end]
        left = [_applied(before, start, end, edits) for edits in (mine, theirs)]
        if left[0] == left[1] or not theirs:
            found += left[0]
        elif not mine:
            found += left[1]
        else:
            settled = settle(was, left[0], left[1])
            collisions += settled.collisions
            found.append(settled.text)
    found += before[place:]
    return Merged(between.join(found), collisions)


def _stretches(
    ones: Sequence[_Edit], twos: Sequence[_Edit], *, apart: bool
) -> list[tuple[int, int, list[_Edit], list[_Edit]]]:
    """Gathers the changes that touch the same pieces: (start, end, those of one, those of the other).

    `apart` says that changes must have something between them that nobody changed.
    """
    tagged = sorted(
        [(edit, True) for edit in ones] + [(edit, False) for edit in twos],
        key=lambda each: (each[0].start, each[0].end),
    )
    found: list[tuple[int, int, list[_Edit], list[_Edit]]] = []
    for edit, is_one in tagged:
        start, end, mine, theirs = found[-1] if found else (0, 0, [], [])
        if not found or not _touches(edit, start, end, apart=apart):
            start, end, mine, theirs = edit.start, edit.end, [], []
            found.append((start, end, mine, theirs))
        (mine if is_one else theirs).append(edit)
        found[-1] = (start, max(end, edit.end), mine, theirs)
    return found


def _touches(edit: _Edit, start: int, end: int, *, apart: bool) -> bool:
    """Tells whether a change is in a stretch. Paragraphs may change side by side; words that do would run together."""
    return edit.start < end + apart or edit.start == edit.end == start == end


def _applied(before: Sequence[str], start: int, end: int, edits: Sequence[_Edit]) -> list[str]:
    found: list[str] = []
    place = start
    for edit in edits:
        found += [*before[place : edit.start], *edit.pieces]
        place = edit.end
    return [*found, *before[place:end]]


def _edits(before: Sequence[str], after: Sequence[str]) -> list[_Edit]:
    # Without autojunk: in a long text it would take « de » for a word that says nothing.
    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [_Edit(i, j, tuple(after[k:m])) for what, i, j, k, m in codes if what != "equal"]


def _too_long(before: Sequence[str], after: Sequence[str]) -> bool:
    """Tells whether a comparison could take long: the same few words, again and again."""
    times = Counter(after)
    return sum(count * times[word] for word, count in Counter(before).items()) > MOST_PAIRS
