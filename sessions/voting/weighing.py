"""What every method shares to show two orders side by side: by person, and by territory, each weighing the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from django.utils.translation import gettext as _

Ranks = Mapping[int, int]
"""The rank of each option, by its id; equal options share a rank: 1, 1, 3."""


@dataclass(frozen=True)
class Verdict:
    """What is said of a result before its numbers. An empty text is not shown."""

    headline: str
    """The one result: « En tête : … »."""
    why: str
    """« Pourquoi cet ordre » in one sentence, naming the tie-break that decided, where one did."""
    disagreement: str = ""
    """One sentence where the order by person and the order by territory differ."""


def equal_weights(sizes: Mapping[int, int]) -> dict[int, int]:
    """The whole number by which to multiply what each territory gave, so that all weigh the same.

    `sizes` is what each territory gave in all: its ballots, or its dots. Multiplied, each comes to their least common
    multiple. A territory that gave nothing has no share to weigh, and is left out.
    """
    given = {territory: size for territory, size in sizes.items() if size > 0}
    whole = lcm(*given.values())
    return {territory: whole // size for territory, size in given.items()}


def ranks(scores: Mapping[int, int | Fraction]) -> dict[int, int]:
    """The rank of each option, the highest score first; equal scores share a rank, and the next one counts them."""
    return {
        option: 1 + sum(other > score for other in scores.values())
        for option, score in scores.items()
    }


def disagreement(by_person: Ranks, by_territory: Ranks, statements: Mapping[int, str]) -> str:
    """One sentence that says where the two orders differ; empty where they do not.

    It tells of the first place, since that is what people look at, and otherwise of the widest gap. Call it only with
    orders that may be shown: in a confidential séance, none when a territory is hidden (`may_weigh`).
    """
    first, other = _firsts(by_person), _firsts(by_territory)
    if first != other:
        return _(
            "Les deux ordres diffèrent\u00a0: par personne, %(person)s en tête\u00a0; par territoire, %(territory)s."
        ) % {"person": _named(first, statements), "territory": _named(other, statements)}
    gaps = {option: abs(by_person[option] - by_territory[option]) for option in by_person}
    widest = max(gaps, key=lambda option: (gaps[option], -option), default=None)
    if widest is None or not gaps[widest]:
        return ""
    return _(
        "Les deux ordres diffèrent après la tête\u00a0: %(statement)s a le rang %(person)s par personne"
        " et le rang %(territory)s par territoire."
    ) % {
        "statement": quoted(statements[widest]),
        "person": by_person[widest],
        "territory": by_territory[widest],
    }


def may_weigh(hidden: frozenset[int]) -> bool:
    """Whether what is weighted by territory may be shown: only when no territory is hidden.

    A total `a + b` beside a weighted `a + 15 b` gives b (docs/invariants.md, « Secrecy, decided »).
    """
    return not hidden


def leading(by_rank: Ranks, statements: Mapping[int, str]) -> str:
    """The options at the first rank, quoted, in the order of their ids."""
    return _named(_firsts(by_rank), statements)


def quoted(statement: str) -> str:
    """A statement inside of a sentence. Isolates keep its direction from the words around it."""
    return _("«\u00a0%(statement)s\u00a0»") % {"statement": f"\u2068{statement}\u2069"}


def _firsts(by_rank: Ranks) -> list[int]:
    return sorted(option for option, rank in by_rank.items() if rank == 1)


def _named(options: list[int], statements: Mapping[int, str]) -> str:
    *most, last = [quoted(statements[option]) for option in options] or ["–"]
    if not most:
        return last
    return _("%(some)s et %(last)s") % {"some": ", ".join(most), "last": last}
