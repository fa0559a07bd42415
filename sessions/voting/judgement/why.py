"""« Pourquoi cet ordre »: which comparison of the published rule put a balise before the next one, in words."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions.voting.judgement.rule import Grades, Round, rounds

ORDINALS = (
    gettext_lazy("premier"),
    gettext_lazy("deuxième"),
    gettext_lazy("troisième"),
    gettext_lazy("quatrième"),
    gettext_lazy("cinquième"),
    gettext_lazy("sixième"),
    gettext_lazy("septième"),
)
"""A judgement has as many comparisons as grades, so seven at most."""


def reason(upper: Grades, lower: Grades, names: Sequence[str]) -> str:
    """What tells two different tallies with equally many judgements apart; `upper` is the better one.

    `names` are the grades in the order of the tallies, the worst first.
    """
    ones, others = rounds(upper), rounds(lower)
    place, one, other = next(
        (number, one, other)
        for number, (one, other) in enumerate(zip(ones, others, strict=False))
        if (one.grade, one.weight) != (other.grade, other.weight)
    )
    same_grade = one.grade == other.grade
    if place == 0 and not same_grade:
        return _("sa mention majoritaire est plus haute (« %(one)s » contre « %(other)s »)") % {
            "one": names[one.grade],
            "other": names[other.grade],
        }
    return _(
        "à mention majoritaire égale (« %(grade)s »), le %(ordinal)s départage décide : %(told)s"
    ) % {
        "grade": names[ones[0].grade],
        "ordinal": ORDINALS[place] if place < len(ORDINALS) else f"{place + 1}ᵉ",
        "told": _weighed(one, other, names)
        if same_grade
        else _reached(ones[place - 1], one, other, names),
    }


def _weighed(one: Round, other: Round, names: Sequence[str]) -> str:
    """The groups above and below the same grades differ."""
    high, low = names[one.high], names[one.low]
    if one.weight > 0 and other.weight >= 0:
        return _("elle a plus d’avis au-dessus de « %(high)s » (%(one)s contre %(other)s)") % {
            "high": high,
            "one": one.above,
            "other": other.above,
        }
    if one.weight <= 0:
        return _("elle a moins d’avis au-dessous de « %(low)s » (%(one)s contre %(other)s)") % {
            "low": low,
            "one": one.below,
            "other": other.below,
        }
    return _(
        "elle a plus d’avis au-dessus de « %(high)s » qu’au-dessous de « %(low)s » (%(above)s contre %(below)s),"
        " la suivante non (%(over)s contre %(under)s)"
    ) % {
        "high": high,
        "low": low,
        "above": one.above,
        "below": one.below,
        "over": other.above,
        "under": other.below,
    }


def _reached(before: Round, one: Round, other: Round, names: Sequence[str]) -> str:
    """Equally large groups decided for both, and the nearest grades in them differ."""
    told = {"one": names[one.grade], "other": names[other.grade]}
    if before.weight > 0:
        return _(
            "au-dessus de « %(grade)s », ses avis les plus proches sont plus hauts (« %(one)s » contre « %(other)s »)"
        ) % {**told, "grade": names[before.high]}
    return _(
        "au-dessous de « %(grade)s », ses avis les plus proches sont moins bas (« %(one)s » contre « %(other)s »)"
    ) % {**told, "grade": names[before.low]}
