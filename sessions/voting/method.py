"""What a method of voting is made of."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.forms import Field, Form
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from sessions.document import Block, Look, Run, Runs
from sessions.voting.weighing import Verdict

Choices = Mapping[int, Any]
"""What a voter says: the method's own JSON value by option."""
Settings = Mapping[str, Any]
Facts = Mapping[str, Any]


class WrongBallot(ValueError):
    """The ballot breaks the rules of the method. The text is a key; the method's `explain` turns it into a sentence."""


@dataclass(frozen=True)
class CastBallot:
    """What one voter said, and the territory they sat with.

    `key` is the ballot's random number, and tells nothing of its voter. `name` is the voter's, in a named séance only.
    `fates` is what the course of the vote says of ballots, by key: whether the group kept an objection.
    """

    territory: int
    choices: Choices
    key: str = ""
    name: str = ""
    fates: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Tally:
    """The fields of every count: voters by territory. A method adds its own fields.

    `hidden` names the territories whose own numbers must not be shown.
    """

    voters: Mapping[int, int]
    hidden: frozenset[int]


class Option(Protocol):
    """A balise that is put to the vote."""

    pk: Any
    statement: Any


class Place(Protocol):
    """A territory of the session."""

    pk: Any
    name: Any


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


class TableForm(Form):
    """What the people of a table gave on paper, added up: one tally for `seats` people. Each method has its own.

    The name of an option's field ends in `-<id of the option>`, and its label says what the number counts: pages put
    the fields of an option together under its statement. The form refuses totals that `seats` people could not give.
    """

    def __init__(
        self, *args: Any, options: Iterable[int], settings: Settings, seats: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.options = list(options)
        self.settings = settings
        self.seats = seats

    def tally(self) -> dict[str, Any]:
        """What the table gave, as JSON: the row of the table keeps it, `spread` reads it."""
        raise NotImplementedError


class Check(Protocol):
    """Raises WrongBallot unless the ballot is one of the method. Runs under the room's lock."""

    def __call__(
        self, choices: Choices, *, options: Collection[int], settings: Settings
    ) -> None: ...


class Count(Protocol):
    """Counts the ballots, for the options given (a balise hidden since does not count).

    `settings` are those that the vote was opened with.
    """

    def __call__(
        self,
        ballots: Sequence[CastBallot],
        *,
        options: Iterable[int],
        confidential: bool,
        settings: Settings,
    ) -> Any: ...


class Results(Protocol):
    """The rows of the result, in the order in which to show them; the method's own templates read them."""

    def __call__(
        self, tally: Any, *, options: Sequence[Any], territories: Sequence[Any]
    ) -> Sequence[Any]: ...


Number = int | None
"""None is a number that secrecy keeps back. It is written as an empty cell, never as a zero."""


@dataclass(frozen=True)
class RevealedPoll:
    """A revealed vote for a compte rendu: nothing that secrecy keeps back is in it.

    `name` starts the names of its figures. `results` are the method's facts, in the order of its
    rows; `statements` word their balises. `voters` are those of each of the territories.
    """

    name: str
    turnout: int
    territories: Sequence[str]
    voters: Sequence[Number]
    statements: Mapping[int, str]
    results: Sequence[Facts]
    course: Facts = field(default_factory=dict)
    """What `Exported.of_course` says of how the vote went."""

    @property
    def keeps_back(self) -> bool:
        """Whether some territory has too few voters to be shown apart."""
        return None in self.voters


@dataclass(frozen=True)
class Sheet:
    """A table for spreadsheets: its name, its French headers, and its rows for one revealed vote.

    `rows` gets the facts of a result, or those of a ballot, and yields what follows the vote's number.
    """

    name: str
    columns: Sequence[str]
    rows: Callable[[Facts], Iterable[Sequence[Any]]]


@dataclass(frozen=True)
class Reserve:
    """A concern that does not block. Its text stays with the balise; its territory is None where secrecy keeps it."""

    text: str
    territory: int | None


@dataclass(frozen=True)
class OptionResult:
    """What a vote gave to one balise, in words that last: « 12 points » in all, and by territory.

    None stands where secrecy keeps the number of a territory back. `consented` is None where the method does not ask
    for consent: dots say what resonates, and the facilitator says whether the group consents. A vote that is not
    `settled` has objections that nobody has dealt with yet: the référentiel does not keep it before.
    """

    option: int
    total: str
    by_territory: Mapping[int, str | None]
    consented: bool | None = None
    reserves: Sequence[Reserve] = ()
    settled: bool = True


@dataclass(frozen=True)
class Exported:
    """What exports say of a vote by this method. Facts are JSON values; their keys are the method's own."""

    of_poll: Callable[[Settings], Facts]
    of_result: Callable[[Any], Facts]
    """From one of the rows that `results` made."""
    of_choice: Callable[[int, Any], Facts]
    """From an option and what one voter said of it."""
    of_option: Callable[[Facts], OptionResult | None]
    """From the facts of a result: what the référentiel keeps of it; None when the method cannot say."""
    intro: str | Promise
    """How the results are to be read in a compte rendu; said once, above all votes of the method."""
    rule: Callable[[Facts], str]
    """From the facts of `of_poll`: the sentence that says what each person could give."""
    section: Callable[[RevealedPoll], Sequence[Block]]
    """The result in a compte rendu, without a layout."""
    poll_columns: Mapping[str, str]
    """Headers of the table of votes, by the key of `of_poll`."""
    results: Sequence[Sheet]
    ballots: Sequence[Sheet]
    of_course: Callable[[Facts], Facts] = lambda _course: {}
    """From the course of a vote: its facts, which stand beside the settings."""


@dataclass(frozen=True)
class Method:
    """One method of voting: its name, its rules, its form. Its templates and scripts are in its folder."""

    key: str
    name: str | Promise
    form: type[BallotForm]
    check: Check
    count: Count
    results: Results
    explain: Callable[[str, Settings], str]
    """The sentence that tells a voter why their ballot is not taken, and what to do."""
    fields: Callable[[Choices], dict[str, Any]]
    """The fields of the form, by name, as a ballot that was kept fills them in."""
    exported: Exported
    said: Callable[[Any, Settings], str] = lambda choice, _settings: str(choice)
    """What a voter said of one balise, in words: a ballot that was refused is shown with them."""
    answer: Callable[[Choices, Settings], Facts] = lambda _choices, _settings: {}
    """What the template of the answer to a ballot needs besides."""
    verdict: Callable[[Sequence[Any], Settings], Verdict | None] = lambda _rows, _settings: None
    """From the rows that `results` made: what is said before their numbers, for pages and exports alike."""
    purpose: str | Promise = ""
    """What the method is for, in one sentence; whoever opens a vote chooses by it."""
    settings: type[Form] | None = None
    """The settings that a step may choose, each with a default."""
    is_on_one: bool = False
    """Whether a vote by this method is on exactly one balise."""
    is_unsigned: bool = False
    """Whether the journal names no voter in a named séance either: the method's ballots hold texts of people."""
    begin: Callable[[Settings, date], dict[str, Any]] = lambda _settings, _today: {}
    """The course of a vote that opens today: what its method keeps of how it goes on."""
    shows: Callable[[Facts], Facts] = lambda course: course
    """From the course: what the method's templates show of it."""
    waits: Callable[[Facts], str] = lambda _course: ""
    """From the course: the sentence that says why no ballot is taken yet; blank where ballots are taken."""
    """The settings that a step may choose, and a facilitator when a vote opens, each with a default."""
    table: type[TableForm] | None = None
    """How a facilitator enters what a table voted on paper; None when the method has no vote on paper."""
    spread: Callable[[Facts, int], list[Choices]] = lambda _tally, seats: [{}] * seats
    """Turns the tally of a table of n seats into n ballots with the same sums, each of them within the rules.

    Nobody knows who at the table gave what: only sums may be read from these ballots, never one of them.
    """
    folder: Path | None = None
    """Where its templates and static files are. Filled in by the list of methods."""

    def read_settings(self, stored: Settings) -> dict[str, Any]:
        """Every setting: the stored value where it has the right type, otherwise the default. Never raises an error.

        The bounds are not checked again: they may have been wider when the vote was opened.
        """
        if self.settings is None:
            return {}
        return {
            name: _as_stored(field, stored.get(name))
            for name, field in self.settings().fields.items()
        }

    @property
    def opened_template(self) -> str:
        """The sentence that says what each person may give."""
        return f"voting/{self.key}/opened.html"

    @property
    def poll_template(self) -> str | None:
        """The vote as the method shows it from its opening on; None where it shows it like all others."""
        name = f"voting/{self.key}/poll.html"
        return name if self.folder and (self.folder / "templates" / name).is_file() else None

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

    @property
    def script(self) -> str | None:
        """The address of the script that its ballot needs."""
        return self._static("js")

    @property
    def stylesheet(self) -> str | None:
        """The address of the stylesheet of its ballot and its result."""
        return self._static("css")

    def _static(self, extension: str) -> str | None:
        name = f"voting/{self.key}.{extension}"
        return name if self.folder and (self.folder / "static" / name).is_file() else None


def _as_stored(field: Field, value: Any) -> Any:
    try:
        read = field.to_python(value)
    except ValidationError:
        return field.initial
    return field.initial if read in field.empty_values else read


def kept(choices: Choices) -> dict[str, Any]:
    """The choices as a ballot keeps them: keys are texts, as JSON requires, and an empty value is no choice."""
    return {str(option): value for option, value in choices.items() if value}


def given(stored: Mapping[str, Any]) -> dict[int, Any]:
    """The choices of a ballot that was kept."""
    return {int(option): value for option, value in stored.items()}


def shown(number: Number) -> Runs:
    """The number for a compte rendu, or a text that says that it is not shown."""
    return [Run(_("non montré"), Look.KEPT_BACK) if number is None else Run(number)]
