"""Resonance by dots: a voter spreads a few dots over the balises. No election (docs/domain.md, « Voting »)."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sessions.voting.method import (
    CastBallot,
    Choices,
    Facts,
    Number,
    Option,
    Place,
    Settings,
    Tally,
    WrongBallot,
)
from sessions.voting.small_groups import too_few_to_show
from sessions.voting.weighing import (
    Verdict,
    disagreement,
    equal_weights,
    leading,
    may_weigh,
    ranks,
)

DOTS = 5


@dataclass(frozen=True)
class DotsTally(Tally):
    """Dots by option, in all and by territory."""

    totals: Mapping[int, int]
    by_territory: Mapping[int, Mapping[int, int]]


@dataclass(frozen=True)
class Share:
    """The dots of one territory."""

    territory: Place
    number: Number


@dataclass(frozen=True)
class Weighted:
    """What one balise got where each territory weighs the same: `part` of the `whole`, in integers."""

    rank: int
    part: int
    whole: int
    share: int
    """As a share of the highest (0–100), like the one of the dots."""

    @property
    def percent(self) -> int:
        """Rounded, to be read; orders are made from the integers."""
        return round(100 * self.part / self.whole) if self.whole else 0


@dataclass(frozen=True)
class Result:
    """What one balise got: dots in all, as a share of the highest (0–100), by territory, and with equal territories."""

    option: Option
    total: int
    share: int
    rank: int
    by_territory: Sequence[Share]
    weighted: Weighted | None = None
    """None where a territory is hidden."""

    @property
    def statement(self) -> str:
        """The balise's wording."""
        return str(self.option.statement)


def most_on_one(settings: Settings) -> int:
    """The dots that one person may put on one balise: the cap, or all where there is none."""
    dots = int(settings["dots"])
    return min(dots, settings.get("cap") or dots)


def check(
    dots: Mapping[int, int],
    *,
    options: Iterable[int],
    allowance: int = DOTS,
    cap: int | None = None,
) -> None:
    """Raises WrongBallot unless the dots are within the rules: `unknown-option`, `negative`, `too-many`, `over-cap`."""
    if not dots.keys() <= set(options):
        raise WrongBallot("unknown-option")
    if any(number < 0 for number in dots.values()):
        raise WrongBallot("negative")
    if sum(dots.values()) > allowance:
        raise WrongBallot("too-many")
    if cap is not None and any(number > cap for number in dots.values()):
        raise WrongBallot("over-cap")


def spread(tally: Facts, seats: int) -> list[Choices]:
    """Deals the dots of a table out like cards, option after option, so that nobody gets two more than another.

    So each ballot is within the budget and the cap wherever the sums are.
    """
    hands: list[dict[int, int]] = [{} for _seat in range(seats)]
    dealt = 0
    for option, dots in tally.items():
        for _dot in range(dots):
            hand = hands[dealt % seats]
            hand[int(option)] = hand.get(int(option), 0) + 1
            dealt += 1
    return list(hands)


def count(
    ballots: Sequence[CastBallot],
    *,
    options: Iterable[int],
    confidential: bool,
    settings: Settings | None = None,
) -> DotsTally:
    """Adds the ballots up, for the options given (a balise hidden since does not count); no setting changes a sum."""
    known = list(options)
    totals = dict.fromkeys(known, 0)
    by_territory: dict[int, dict[int, int]] = {}
    for ballot in ballots:
        row = by_territory.setdefault(ballot.territory, dict.fromkeys(known, 0))
        for option, number in ballot.choices.items():
            if option in totals:
                totals[option] += number
                row[option] += number
    voters = Counter(ballot.territory for ballot in ballots)
    hidden = too_few_to_show(voters) if confidential else frozenset()
    return DotsTally(dict(voters), hidden, totals, by_territory)


def results(
    tally: DotsTally, *, options: Sequence[Option], territories: Sequence[Place]
) -> list[Result]:
    """The balises from the most to the least resonant. Balises with equal dots stand in the order of their wording."""
    highest = max(tally.totals.values(), default=0) or 1
    by_rank = ranks(tally.totals)
    weighted = _weighted(tally) if may_weigh(tally.hidden) else {}
    rows = [
        Result(
            option=option,
            total=tally.totals[option.pk],
            share=round(100 * tally.totals[option.pk] / highest),
            rank=by_rank[option.pk],
            by_territory=[
                Share(territory, _number_of(tally, territory.pk, option.pk))
                for territory in territories
            ],
            weighted=weighted.get(option.pk),
        )
        for option in options
    ]
    return sorted(rows, key=lambda row: (-row.total, row.option.pk))


def _weighted(tally: DotsTally) -> dict[int, Weighted]:
    """Shares of each territory's dots, brought to their least common multiple. No average of ranks."""
    sizes = {territory: sum(row.values()) for territory, row in tally.by_territory.items()}
    weights = equal_weights(sizes)
    parts = {
        option: sum(weight * tally.by_territory[place][option] for place, weight in weights.items())
        for option in tally.totals
    }
    whole, by_rank, highest = sum(parts.values()), ranks(parts), max(parts.values(), default=0) or 1
    return {
        option: Weighted(by_rank[option], part, whole, round(100 * part / highest))
        for option, part in parts.items()
    }


def verdict(rows: Sequence[Result], settings: Settings) -> Verdict:
    """The balises in the lead, why this order, and where the two orders differ."""
    statements = {row.option.pk: row.statement for row in rows}
    by_person = {row.option.pk: row.rank for row in rows}
    by_territory = {row.option.pk: row.weighted.rank for row in rows if row.weighted}
    highest = max((row.total for row in rows), default=0)
    if not highest:
        return Verdict(_("Aucun point n’a été placé."), "")
    points = ngettext("%(n)s point", "%(n)s points", highest) % {"n": highest}
    told = {"leading": leading(by_person, statements), "points": points}
    return Verdict(
        headline=_("En tête\u00a0: %(leading)s, avec %(points)s.") % told,
        why=_why(rows, settings),
        disagreement=disagreement(by_person, by_territory, statements) if by_territory else "",
    )


def _why(rows: Sequence[Result], settings: Settings) -> str:
    dots = int(settings["dots"])
    own = ngettext("%(n)s point", "%(n)s points", dots) % {"n": dots}
    if len({row.total for row in rows}) < len(rows):
        return _(
            "Dans l’ordre des points reçus, chaque personne en ayant %(dots)s\u00a0;"
            " à égalité de points, les balises partagent leur rang."
        ) % {"dots": own}
    return _("Dans l’ordre des points reçus, chaque personne en ayant %(dots)s.") % {"dots": own}


def _number_of(tally: DotsTally, territory: int, option: int) -> Number:
    if territory in tally.hidden:
        return None
    return tally.by_territory.get(territory, {}).get(option, 0)


def check_ballot(choices: Choices, *, options: Collection[int], settings: Settings) -> None:
    """Checks a ballot in the form that the registry calls: the number of dots and the cap are settings."""
    check(choices, options=options, allowance=settings["dots"], cap=most_on_one(settings))


def answer(choices: Choices, settings: Settings) -> Facts:
    """`left`: the dots that the voter may still place."""
    return {"left": int(settings["dots"]) - sum(choices.values())}


def explain(reason: str, settings: Settings) -> str:
    """Why a ballot is not taken."""
    return {
        "unknown-option": _("Une des balises n’est plus soumise au vote. Vérifiez vos points."),
        "negative": _("Un nombre de points ne peut pas être négatif."),
        "too-many": _("Vous avez placé plus de %(dots)s points : retirez-en.")
        % {"dots": settings["dots"]},
        "over-cap": _("Vous avez placé plus de %(dots)s points sur une balise : retirez-en.")
        % {"dots": most_on_one(settings)},
    }[reason]
