"""Which entries of two référentiels are alike, by their French words. A likeness is a suggestion, never a decision.

Words are folded and reduced to stems as the search does (`texts/stems.py`), little words left out. A word weighs more
the fewer entries of both référentiels have it, and more in a statement than below it. Two entries are as alike as the
cosine between their words. Weights are whole numbers and sums are exact, so that A is as like B as B is like A, on any
machine and in any order.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from texts.stems import LITTLE, stem, words_of

IN_STATEMENT, BELOW = 3, 1
"""What a word counts in the statement, and in the texts of the sheet."""
LEAST = 120
"""Thousandths of likeness from which on two entries are suggested."""
MOST = 4
"""Suggestions per entry."""
SHOWN = 6
"""Shared words that are shown, the heaviest first."""
WEIGHTIEST = 60
"""Words of an entry that are compared, the weightiest first. Comparing all words of 300 long entries took 33 s."""
FINENESS = 1000
VERBS_OF_ALL = frozenset({
    *("faire", "etre", "avoir", "mettre", "rendre", "donner", "prendre", "ne", "pas", "plus", "sans", "avec", "chaque"),
    *("tout", "tous", "toute", "toutes", "entre", "comme", "son", "il", "elle", "on", "est", "sont", "y", "meme"),
    *("ceux", "celles", "celui", "celle", "cela", "avant", "apres", "puis", "quand", "dont", "nous", "vous", "ils"),
    *("elles", "autant", "aussi", "si", "ni", "mais", "non", "leurs", "autre", "autres", "peut", "fait", "doit"),
})  # fmt: skip
"""Words that every balise may have, folded, beside the little ones of the search."""


_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Said:
    """Holds the words of an entry: its key, its statement, and the texts below it."""

    key: int
    statement: str
    below: str = ""


@dataclass(frozen=True)
class Likeness:
    """Says how much two entries are alike, in thousandths, and which words they share, as the left one writes them."""

    left: int
    right: int
    thousandths: int
    shared: Sequence[str]


def likenesses(left: Sequence[Said], right: Sequence[Said]) -> list[Likeness]:
    """Finds the pairs in which one entry is among those that the other one is most like; the most alike come first.

    Of equal ones, in the order of their keys.
    """
    bags = [[_bag(said) for said in side] for side in (left, right)]
    weights = _weights([bag for side in bags for bag in side])
    vectors = [[_vector(bag, weights) for bag in side] for side in bags]
    pairs = sorted(
        (-alike, left[at].key, right[other].key, at, other) for alike, at, other in _alike(*vectors)
    )
    seen: Counter[tuple[str, int]] = Counter()
    found = []
    for minus, key, other_key, at, other in pairs:
        sides = (("left", at), ("right", other))
        if any(seen[side] < MOST for side in sides):
            words = _shared(left[at], vectors[0][at], vectors[1][other])
            found.append(Likeness(key, other_key, -minus, words))
        for side in sides:
            seen[side] += 1
    return found


def suggested(found: Sequence[Likeness]) -> dict[int, list[tuple[int, Likeness]]]:
    """Returns, by the key of an entry of either side, the entries that it is most like, each with their likeness."""
    by_key: dict[int, list[tuple[int, Likeness]]] = defaultdict(list)
    for one in found:
        for key, other in ((one.left, one.right), (one.right, one.left)):
            if len(by_key[key]) < MOST:
                by_key[key].append((other, one))
    return dict(by_key)


def _alike(
    left: Sequence[Mapping[str, int]], right: Sequence[Mapping[str, int]]
) -> Iterator[tuple[int, int, int]]:
    """How much two entries are alike, and their places, of all pairs that are alike at all."""
    lengths = [[_length(vector) for vector in side] for side in (left, right)]
    for at, products in enumerate(_products(left, right)):
        for other, product in products.items():
            # Rounded down, from whole numbers only.
            squares = lengths[0][at] * lengths[1][other]
            alike = math.isqrt(product * product * FINENESS * FINENESS // squares)
            if alike >= LEAST:
                yield alike, at, other


def _bag(said: Said) -> Counter[str]:
    bag: Counter[str] = Counter()
    for text, weight in ((said.statement, IN_STATEMENT), (said.below, BELOW)):
        for word in _words(text):
            # However often a text repeats a word, it counts twice at most.
            bag[stem(word)] = min(bag[stem(word)] + weight, 2 * IN_STATEMENT)
    return bag


def _words(text: str) -> Iterator[str]:
    return (word for word in words_of(text) if word not in VERBS_OF_ALL and word not in LITTLE)


def _weights(bags: Sequence[Mapping[str, int]]) -> dict[str, int]:
    """How much each stem weighs: the rarer, the more. A stem that every entry has still weighs something."""
    having = Counter(one for bag in bags for one in bag)
    total = len(bags) + 1
    return {one: round(FINENESS * (1 + math.log(total / count))) for one, count in having.items()}


def _vector(bag: Mapping[str, int], weights: Mapping[str, int]) -> dict[str, int]:
    weighed = ((one, count * weights[one]) for one, count in bag.items())
    return dict(sorted(weighed, key=lambda said: (-said[1], said[0]))[:WEIGHTIEST])


def _length(vector: Mapping[str, int]) -> int:
    """The square of its length."""
    return sum(weight * weight for weight in vector.values())


def _products(
    left: Sequence[Mapping[str, int]], right: Sequence[Mapping[str, int]]
) -> Iterator[dict[int, int]]:
    """For each of the left, the products with those of the right that share a stem with it."""
    holders: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for at, vector in enumerate(right):
        for one, weight in vector.items():
            holders[one].append((at, weight))
    for vector in left:
        sums: dict[int, int] = defaultdict(int)
        for one, weight in vector.items():
            for at, other in holders.get(one, ()):
                sums[at] += weight * other
        yield sums


def _shared(said: Said, left: Mapping[str, int], right: Mapping[str, int]) -> tuple[str, ...]:
    """The words of the left that both have, each stem once, the heaviest first."""
    written: dict[str, str] = {}
    for word in _WORD.findall(f"{said.statement} {said.below}"):
        for folded in _words(word):
            written.setdefault(stem(folded), word.lower())
    both = sorted(left.keys() & right.keys(), key=lambda one: (-left[one] * right[one], one))
    return tuple(written[one] for one in both[:SHOWN])
