"""What a method of voting is made of."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from django.forms import Form
from django.utils.functional import Promise

Choices = Mapping[int, Any]
"""What a voter says: the method's own JSON value by option."""
Settings = Mapping[str, Any]


class WrongBallot(ValueError):
    """The ballot breaks the method. Its text is a reason that the method's `explain` words."""


@dataclass(frozen=True)
class CastBallot:
    """What one voter said, and the territory they sat with."""

    territory: int
    choices: Choices


@dataclass(frozen=True)
class Tally:
    """A number by option, in all and by territory; voters by territory.

    `hidden` names the territories whose own numbers must not be shown.
    """

    totals: Mapping[int, int]
    by_territory: Mapping[int, Mapping[int, int]]
    voters: Mapping[int, int]
    hidden: frozenset[int]


class BallotForm(Form):
    """The form of a ballot. Each method has its own."""

    def __init__(
        self, *args: Any, options: Iterable[int], settings: Settings, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.options = list(options)
        self.settings = settings

    def choices(self) -> dict[int, Any]:
        """What was chosen, by option; options left empty are left out."""
        raise NotImplementedError


class Check(Protocol):
    """Raises WrongBallot unless the ballot is one of the method. Runs under the room's lock."""

    def __call__(
        self, choices: Choices, *, options: Collection[int], settings: Settings
    ) -> None: ...


class Count(Protocol):
    """Adds the ballots up, for the options given (a balise hidden since does not count)."""

    def __call__(
        self, ballots: Sequence[CastBallot], *, options: Iterable[int], confidential: bool
    ) -> Tally: ...


@dataclass(frozen=True)
class Method:
    """One method of voting: its name, its rules, its form. Its templates are in its folder."""

    key: str
    name: str | Promise
    form: type[BallotForm]
    check: Check
    count: Count
    explain: Callable[[str, Settings], str]
    """The sentence that tells a voter why their ballot is not taken, and what to do."""
    fields: Callable[[Choices], dict[str, Any]]
    """The fields of the form, by name, as a ballot that was kept fills them in."""
    left: Callable[[Choices, Settings], int] = lambda _choices, _settings: 0
    """What the voter may still give."""
    settings: type[Form] | None = None
    """What a step may set of it, each with a default."""
    folder: Path | None = None
    """Where its templates and static files are. Filled in by the list of methods."""

    def read_settings(self, stored: Settings) -> dict[str, Any]:
        """Every setting: as stored, its default otherwise. Never an error."""
        if self.settings is None:
            return {}
        known = self.settings().fields
        return {
            name: field.initial if stored.get(name) is None else stored[name]
            for name, field in known.items()
        }

    @property
    def opened_template(self) -> str:
        """The sentence that says what each person may give."""
        return f"voting/{self.key}/opened.html"

    @property
    def ballot_template(self) -> str:
        """The fields of the ballot, the same for everybody."""
        return f"voting/{self.key}/ballot.html"

    @property
    def answer_template(self) -> str:
        """What a voter is told of their ballot."""
        return f"voting/{self.key}/answer.html"

    @property
    def result_template(self) -> str:
        """The result, once revealed."""
        return f"voting/{self.key}/result.html"


def kept(choices: Choices) -> dict[str, Any]:
    """What a ballot keeps of the choices: JSON has keys of text; an empty value is no choice."""
    return {str(option): value for option, value in choices.items() if value}


def given(stored: Mapping[str, Any]) -> dict[int, Any]:
    """The choices of a ballot that was kept."""
    return {int(option): value for option, value in stored.items()}
