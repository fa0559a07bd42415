"""A method of voting: each voter says of each balise whether it leaves them cold or warm."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from sessions.document import Block, Column, Table, plain
from sessions.voting.method import (
    BallotForm,
    CastBallot,
    Choices,
    Exported,
    Facts,
    Method,
    Option,
    OptionResult,
    Place,
    RevealedPoll,
    Settings,
    Sheet,
    Tally,
    WrongBallot,
)
from sessions.voting.small_groups import too_few_to_show

DEGREES = {"froid": "Froid", "chaud": "Chaud"}


class TemperatureSettings(forms.Form):
    """The question that is asked of each balise."""

    feeling = forms.CharField(label="Question du vote", initial="Froid ou chaud ?", max_length=80)


class TemperatureForm(BallotForm):
    """A field `degree-<proposal id>` for each option; it may be left empty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for option in self.options:
            self.fields[f"degree-{option}"] = forms.ChoiceField(
                choices=list(DEGREES.items()), required=False
            )

    def choices(self) -> dict[int, Any]:
        said = ((option, self.cleaned_data[f"degree-{option}"]) for option in self.options)
        return {option: degree for option, degree in said if degree}


@dataclass(frozen=True)
class TemperatureTally(Tally):
    """How many said each degree, by option."""

    degrees: Mapping[int, Mapping[str, int]]


@dataclass(frozen=True)
class Temperature:
    """A balise and how many said what of it."""

    option: Option
    cold: int
    warm: int


def check(choices: Choices, *, options: Collection[int], settings: Settings) -> None:
    if not choices.keys() <= set(options) or not set(choices.values()) <= DEGREES.keys():
        raise WrongBallot("wrong")


def count(
    ballots: Sequence[CastBallot],
    *,
    options: Iterable[int],
    confidential: bool,
    settings: Settings,
) -> TemperatureTally:
    voters = Counter(ballot.territory for ballot in ballots)
    hidden = too_few_to_show(voters) if confidential else frozenset()
    said = {option: Counter(each.choices.get(option) for each in ballots) for option in options}
    degrees = {option: {key: found[key] for key in DEGREES} for option, found in said.items()}
    return TemperatureTally(dict(voters), hidden, degrees)


def results(
    tally: TemperatureTally, *, options: Sequence[Option], territories: Sequence[Place]
) -> list[Temperature]:
    return [Temperature(option, *tally.degrees[option.pk].values()) for option in options]


def section(poll: RevealedPoll) -> Sequence[Block]:
    rows = [
        [plain(poll.statements[each["proposal"]]), plain(each["cold"]), plain(each["warm"])]
        for each in poll.results
    ]
    columns = [Column(plain(word)) for word in ("Balise", *DEGREES.values())]
    return [Table(label="Froid et chaud", caption="Froid et chaud", columns=columns, rows=rows)]


def _degrees(result: Facts) -> Iterator[Sequence[Any]]:
    yield result["proposal"], result["cold"], result["warm"]


METHOD = Method(
    key="temperature",
    name="Température",
    form=TemperatureForm,
    check=check,
    count=count,
    results=results,
    explain=lambda _reason, _settings: "Dites froid ou chaud.",
    fields=lambda choices: {f"degree-{option}": degree for option, degree in choices.items()},
    settings=TemperatureSettings,
    exported=Exported(
        of_poll=lambda settings: {"feeling": settings["feeling"]},
        of_result=lambda row: {"proposal": row.option.pk, "cold": row.cold, "warm": row.warm},
        of_choice=lambda option, degree: {"proposal": option, "degree": degree},
        of_option=lambda row: OptionResult(row["proposal"], f"{row['warm']} chaud", {}),
        intro="",
        rule=lambda settings: str(settings["feeling"]),
        section=section,
        poll_columns={"feeling": "question"},
        results=(Sheet("temperatures", ("balise_id", "froid", "chaud"), _degrees),),
        ballots=(),
    ),
)
