"""How a method tells its votes in a compte rendu. Each method has a `Telling`; exports know no method."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from sessions.document import Block, Look, Run, Runs


@dataclass(frozen=True)
class ResultLine:
    """What one balise got, in all and by territory; None is a number kept back."""

    statement: str
    total: int
    by_territory: Sequence[int | None]


@dataclass(frozen=True)
class RevealedPoll:
    """A revealed vote, in words and numbers: nothing that secrecy keeps back is in it.

    `name` starts the names of its figures. Lines come in the order of the method's results;
    `voters` are those of each territory.
    """

    name: str
    turnout: int
    territories: Sequence[str]
    voters: Sequence[int | None]
    lines: Sequence[ResultLine]

    @property
    def keeps_back(self) -> bool:
        """Whether some territory has too few voters to be shown apart."""
        return any(number is None for number in self.voters)


@dataclass(frozen=True)
class Telling:
    """What a compte rendu says of a vote of this method."""

    intro: str | Promise
    """How its results are to be read; said once, above all votes of the method."""
    rule: Callable[[Mapping[str, Any]], str]
    """From its settings: what each voter could give."""
    result: Callable[[RevealedPoll], Sequence[Block]]
    """The section of its result, once revealed."""


def shown(number: int | None) -> Runs:
    """The number, or that it is not shown."""
    return [Run(_("non montré"), Look.KEPT_BACK) if number is None else Run(number)]
