"""What differs between two texts, word by word."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORDS = re.compile(r"\s+|[\w’'-]+|[^\w\s]")


class Fate(StrEnum):
    """What became of a stretch of words."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Stretch:
    """Some words in a row that were kept, added or removed together, with the blanks between them."""

    fate: Fate
    text: str


def differences(before: str, after: str) -> list[Stretch]:
    """The stretches in the order to read them; of two that stand in one place, the removed one comes first.

    Kept and removed stretches make up `before`, kept and added ones `after`. Words that change side by side are one
    stretch: « écrit et transmis » gives way to « que d’autres entretiennent » at once, not word after word.
    """
    was, now = _WORDS.findall(before), _WORDS.findall(after)
    # The words that begin and end both are kept: the rest is short, and its comparison takes the square of its length.
    ahead = _alike(was, now)
    behind = _alike(was[ahead:][::-1], now[ahead:][::-1])
    end, new_end = len(was) - behind, len(now) - behind
    between = _between(was[ahead:end], now[ahead:new_end])
    return _joined([*_stretch(Fate.KEPT, was[:ahead]), *between, *_stretch(Fate.KEPT, was[end:])])


def _between(was: Sequence[str], now: Sequence[str]) -> list[Stretch]:
    found: list[Stretch] = []
    # Without autojunk: in a long text it would take « de » for a word that says nothing.
    for what, i, j, k, m in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if what == "equal":
            found += _stretch(Fate.KEPT, was[i:j])
        else:
            found += _stretch(Fate.REMOVED, was[i:j]) + _stretch(Fate.ADDED, now[k:m])
    return found


def _alike(was: Sequence[str], now: Sequence[str]) -> int:
    """How many words both begin with."""
    pairs = enumerate(zip(was, now, strict=False))
    return next((place for place, (one, other) in pairs if one != other), min(len(was), len(now)))


def _joined(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Neighbours that were both kept, as one; so are changes with nothing but spaces between them."""
    found: list[Stretch] = []
    for place, one in enumerate(stretches):
        ahead = stretches[place + 1 :]
        if one.fate is not Fate.KEPT:
            _add_change(found, one)
        elif found and found[-1].fate is Fate.KEPT:
            found[-1] = Stretch(Fate.KEPT, found[-1].text + one.text)
        elif one.text.strip(" ") or not (
            _is_replacement(found[-2:]) and _is_replacement(ahead[:2])
        ):
            found.append(one)
        else:
            _add_change(found, Stretch(Fate.REMOVED, one.text))
            _add_change(found, Stretch(Fate.ADDED, one.text))
    return found


def _is_replacement(stretches: Sequence[Stretch]) -> bool:
    return [one.fate for one in stretches] == [Fate.REMOVED, Fate.ADDED]


def _add_change(found: list[Stretch], one: Stretch) -> None:
    """Adds removed or added words; they go on what the last stretches removed or added."""
    for place in range(len(found) - 1, max(len(found) - 3, -1), -1):
        if found[place].fate is Fate.KEPT:
            break
        if found[place].fate is one.fate:
            found[place] = Stretch(one.fate, found[place].text + one.text)
            return
    found.append(one)


def _stretch(fate: Fate, words: Sequence[str]) -> list[Stretch]:
    return [Stretch(fate, "".join(words))] if words else []
