"""Stands for a method that this version of the site does not know: shows the vote, takes no ballot, counts nothing."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions.voting.method import (
    BallotForm,
    CastBallot,
    Choices,
    Exported,
    Method,
    Option,
    Place,
    Settings,
    Tally,
    WrongBallot,
)
from sessions.voting.small_groups import too_few_to_show


class NoForm(BallotForm):
    """A form that takes no choices."""

    def choices(self) -> dict[int, Any]:
        """None."""
        return {}


def refuse(choices: Choices, *, options: Collection[int], settings: Settings) -> None:
    """Refuses every ballot, because nobody knows the method."""
    raise WrongBallot("unknown-method")


def count(
    ballots: Sequence[CastBallot],
    *,
    options: Iterable[int],
    confidential: bool,
    settings: Settings,
) -> Tally:
    """The voters only."""
    voters = Counter(ballot.territory for ballot in ballots)
    hidden = too_few_to_show(voters) if confidential else frozenset()
    return Tally(dict(voters), hidden)


def no_results(
    tally: Tally, *, options: Sequence[Option], territories: Sequence[Place]
) -> Sequence[Any]:
    """Returns no results, because nobody knows how to count."""
    return ()


def explain(_reason: str, _settings: Settings) -> str:
    """The sentence that tells the voter what to do."""
    return _(
        "Cette version du site ne connaît pas cette façon de voter. Prévenez l’équipe d’animation."
    )


METHOD = Method(
    key="unknown",
    name=gettext_lazy("Façon de voter inconnue"),
    form=NoForm,
    check=refuse,
    count=count,
    results=no_results,
    explain=explain,
    fields=lambda _choices: {},
    exported=Exported(
        of_poll=lambda _settings: {},
        of_result=lambda _row: {},
        of_choice=lambda option, _value: {"proposal": option},
        of_option=lambda _result: None,
        intro="",
        rule=lambda _settings: _(
            "Cette version du site ne connaît pas cette façon de voter : son résultat n’est pas montré."
        ),
        section=lambda _poll: (),
        poll_columns={},
        results=(),
        ballots=(),
    ),
)
