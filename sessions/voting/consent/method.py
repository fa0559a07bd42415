"""Consent: the question « Voyez-vous une objection ? » of one proposal, its answers, and what they come to."""

import calendar
import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from sessions.voting.consent.answers import (
    WITH_TEXT,
    Answer,
    Fate,
    Kind,
    Moment,
    Outcome,
    in_discussion,
    in_order,
    outcome_of,
)
from sessions.voting.consent.words import FATES, MOMENTS, numbers_in_words, sentence
from sessions.voting.method import (
    CastBallot,
    Choices,
    Facts,
    Option,
    Place,
    Settings,
    Tally,
    WrongBallot,
)
from sessions.voting.small_groups import too_few_to_show
from sessions.voting.weighing import Verdict

LONGEST_TEXT = 400
"""Characters. A reserve is read out in a room."""
REVIEW_MONTHS = 12


@dataclass(frozen=True)
class ConsentTally(Tally):
    """The answers by option, those of people and of tables alike."""

    answers: Mapping[int, Sequence[Answer]]


@dataclass(frozen=True)
class Numbers:
    """How many gave each answer."""

    consent: int = 0
    reserve: int = 0
    objection: int = 0
    abstention: int = 0

    @property
    def words(self) -> str:
        """« 4 sans objection, 1 réserve »."""
        return numbers_in_words(asdict(self))


@dataclass(frozen=True)
class Share:
    """The answers of one territory; None where secrecy keeps them back."""

    territory: Place
    numbers: Numbers | None


@dataclass(frozen=True)
class Text:
    """A reserve or an objection as pages show it: without what secrecy keeps back."""

    key: str
    text: str
    fate: Fate
    territory: Place | None
    name: str

    @property
    def became(self) -> str:
        """What became of it, in words."""
        return str(FATES[self.fate])


@dataclass(frozen=True)
class Result:
    """What one round says of its balise. `discussed` is the objection that is dealt with now."""

    option: Option
    outcome: Outcome
    numbers: Numbers
    by_territory: Sequence[Share]
    reserves: Sequence[Text]
    objections: Sequence[Text]
    discussed: Text | None

    @property
    def kept_reserves(self) -> list[Text]:
        """The texts that stay attached to the balise: reserves, and objections that became one."""
        return [*self.reserves, *(each for each in self.objections if each.fate is Fate.RESERVE)]

    @property
    def why(self) -> str:
        """What the round comes to, in one sentence."""
        return sentence(self.outcome, len(self.kept_reserves))

    @property
    def statement(self) -> str:
        """The balise's wording now; the course of the round has the one that was asked."""
        return str(self.option.statement)


def check(choices: Choices, *, options: Collection[int], settings: Settings) -> None:
    """Raises WrongBallot unless the one balise gets one known answer, with a text where the answer needs one."""
    if not choices.keys() <= set(options):
        raise WrongBallot("unknown-option")
    if not choices:
        raise WrongBallot("no-answer")
    for said in choices.values():
        if not isinstance(said, Mapping) or said.get("answer") not in list(Kind):
            raise WrongBallot("unknown-answer")
        text = str(said.get("text") or "")
        if said["answer"] in WITH_TEXT and not text:
            raise WrongBallot(f"{said['answer']}-without-text")
        if len(text) > LONGEST_TEXT:
            raise WrongBallot("too-long")


def count(
    ballots: Sequence[CastBallot],
    *,
    options: Iterable[int],
    confidential: bool,
    settings: Settings | None = None,
) -> ConsentTally:
    """Sorts the answers by option. A territory of a confidential séance that is too small is not shown apart."""
    answers = {
        option: in_order(
            _answer(ballot, ballot.choices[option])
            for ballot in ballots
            if option in ballot.choices
        )
        for option in options
    }
    voters = Counter(ballot.territory for ballot in ballots)
    hidden = too_few_to_show(voters) if confidential else frozenset()
    return ConsentTally(dict(voters), hidden, answers)


def _answer(ballot: CastBallot, said: Facts) -> Answer:
    key = _key(ballot.key, said.get("place", ""))
    return Answer(
        kind=Kind(said["answer"]),
        text=said.get("text", ""),
        territory=ballot.territory,
        key=key,
        name=ballot.name,
        fate=Fate(ballot.fates.get(key, "")),
    )


def _key(ballot: str, place: str) -> str:
    """The key of an answer. A table has one ballot per text, whose place tells them apart.

    Pages hold keys, and texts stand in their order: a text from paper looks like any other, and is not beside those of
    its table.
    """
    if not place:
        return ballot
    return hashlib.blake2b(f"{ballot}{place}".encode(), digest_size=16).hexdigest()


def results(
    tally: ConsentTally, *, options: Sequence[Option], territories: Sequence[Place]
) -> list[Result]:
    """The round of each balise: a consent has one."""
    places = {each.pk: each for each in territories if each.pk not in tally.hidden}
    return [_result(tally, option, territories, places) for option in options]


def _result(
    tally: ConsentTally,
    option: Option,
    territories: Sequence[Place],
    places: Mapping[int, Place],
) -> Result:
    answers = tally.answers[option.pk]
    discussed = in_discussion(answers)
    return Result(
        option=option,
        outcome=outcome_of(answers),
        numbers=numbers_of(answers),
        by_territory=[
            Share(
                place,
                numbers_of(each for each in answers if each.territory == place.pk)
                if place.pk in places
                else None,
            )
            for place in territories
        ],
        reserves=[_text(each, places) for each in answers if each.kind is Kind.RESERVE],
        objections=[_text(each, places) for each in answers if each.kind is Kind.OBJECTION],
        discussed=_text(discussed, places) if discussed else None,
    )


def _text(answer: Answer, places: Mapping[int, Place]) -> Text:
    return Text(answer.key, answer.text, answer.fate, places.get(answer.territory), answer.name)


def numbers_of(answers: Iterable[Answer]) -> Numbers:
    """How many gave each answer, whatever became of it."""
    return Numbers(**Counter(each.kind.value for each in answers))


def spread(tally: Facts, seats: int) -> list[Choices]:
    """One ballot per answer of the table. Each text has its place, so that objections of one table differ."""
    ballots: list[Choices] = []
    for option, said in tally.items():
        for kind in (Kind.CONSENT, Kind.ABSTENTION):
            ballots += [{int(option): {"answer": kind.value}} for _one in range(said.get(kind, 0))]
        for kind in (Kind.RESERVE, Kind.OBJECTION):
            ballots += [
                {int(option): {"answer": kind.value, "text": text, "place": f"-{place}"}}
                for place, text in enumerate(said.get(kind, ()))
            ]
    return [*ballots, *({} for _seat in range(seats - len(ballots)))]


def begin(settings: Settings, today: date) -> dict[str, Any]:
    """A consent begins with its presentation, and is to be looked at again some months later."""
    return {
        "moment": Moment.PRESENTED.value,
        "review_on": months_later(today, int(settings["review"])).isoformat(),
    }


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a month that is too short for it."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def shows(course: Facts) -> Facts:
    """What pages show of the course: the moments around the present one, what was asked, the review."""
    order = list(Moment)
    now = order.index(Moment(course.get("moment", Moment.QUESTION)))
    following = order[now].following
    return {
        "moment": order[now].value,
        "moments": [
            {"word": MOMENTS[each], "is_now": place == now, "is_past": place < now}
            for place, each in enumerate(order)
        ],
        "following": following.value if following else "",
        "asked": course.get("texts", {}),
        "round": course.get("round", 1),
        "review_on": day_of(course),
    }


def day_of(course: Facts) -> date | None:
    """The day on which a consent is looked at again."""
    return date.fromisoformat(course["review_on"]) if course.get("review_on") else None


def verdict(rows: Sequence[Result], _settings: Settings) -> Verdict | None:
    """What the round comes to. There is no order to explain."""
    return Verdict(headline=rows[0].why, why="") if rows else None


def waits(course: Facts) -> str:
    """Why no answer is taken yet: the question was not asked."""
    if course.get("moment") == Moment.QUESTION:
        return ""
    return _(
        "La question n’est pas encore posée : l’équipe d’animation la posera à toute la salle."
    )


def explain(reason: str, _settings: Settings) -> str:
    """Why an answer is not taken, and what to do."""
    return {
        "unknown-option": _("Cette balise n’est plus soumise au consentement."),
        "no-answer": _("Choisissez une réponse."),
        "unknown-answer": _("Choisissez une des quatre réponses."),
        "reserve-without-text": _(
            "Dites votre réserve en quelques mots : elle restera attachée à la balise."
        ),
        "objection-without-text": _(
            "Dites votre objection en quelques mots : le groupe l’examinera."
        ),
        "too-long": _("Votre texte est trop long : %(most)s caractères au plus.")
        % {"most": LONGEST_TEXT},
    }[reason]
