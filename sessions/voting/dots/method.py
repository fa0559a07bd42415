"""Resonance by dots: a voter spreads a few dots over the balises. No election (domain: « Voting »)."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from sessions.voting.method import CastBallot, Choices, Settings, Tally, WrongBallot
from sessions.voting.small_groups import too_few_to_show

DOTS = 5


def check(dots: Mapping[int, int], *, options: Iterable[int], allowance: int = DOTS) -> None:
    """Raises WrongBallot (`unknown-option`, `negative` or `too-many`) unless the dots are within the rules."""
    if not dots.keys() <= set(options):
        raise WrongBallot("unknown-option")
    if any(number < 0 for number in dots.values()):
        raise WrongBallot("negative")
    if sum(dots.values()) > allowance:
        raise WrongBallot("too-many")


def count(ballots: Sequence[CastBallot], *, options: Iterable[int], confidential: bool) -> Tally:
    """Adds the ballots up, for the options given (a balise hidden since does not count)."""
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
    return Tally(totals, by_territory, dict(voters), hidden)


def check_ballot(choices: Choices, *, options: Collection[int], settings: Settings) -> None:
    """As the registry calls it: the allowance is a setting."""
    check(choices, options=options, allowance=settings["dots"])


def left(choices: Choices, settings: Settings) -> int:
    """Dots that the voter may still place."""
    return int(settings["dots"]) - sum(choices.values())


def explain(reason: str, settings: Settings) -> str:
    """Why a ballot is not taken."""
    return {
        "unknown-option": _("Une des balises n’est plus soumise au vote. Vérifiez vos points."),
        "negative": _("Un nombre de points ne peut pas être négatif."),
        "too-many": _("Vous avez placé plus de %(dots)s points : retirez-en.")
        % {"dots": settings["dots"]},
    }[reason]
