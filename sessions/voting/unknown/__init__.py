"""A method that this version of the site does not know: the vote is shown, takes no ballot and counts nothing."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions.voting.method import (
    BallotForm,
    CastBallot,
    Choices,
    Method,
    Settings,
    Tally,
    WrongBallot,
)
from sessions.voting.small_groups import too_few_to_show


class NoForm(BallotForm):
    """Takes nothing."""

    def choices(self) -> dict[int, Any]:
        """None."""
        return {}


def refuse(choices: Choices, *, options: Collection[int], settings: Settings) -> None:
    """No ballot is one of a method that nobody knows."""
    raise WrongBallot("unknown-method")


def count(ballots: Sequence[CastBallot], *, options: Iterable[int], confidential: bool) -> Tally:
    """Nothing but the voters."""
    voters = Counter(ballot.territory for ballot in ballots)
    hidden = too_few_to_show(voters) if confidential else frozenset()
    return Tally(dict.fromkeys(options, 0), {}, dict(voters), hidden)


def explain(_reason: str, _settings: Settings) -> str:
    """What to do."""
    return _(
        "Cette version du site ne connaît pas cette façon de voter. Prévenez l’équipe d’animation."
    )


METHOD = Method(
    key="unknown",
    name=gettext_lazy("Façon de voter inconnue"),
    form=NoForm,
    check=refuse,
    count=count,
    explain=explain,
    fields=lambda _choices: {},
)
