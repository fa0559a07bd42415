"""What exports say of a consent."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sessions.voting.consent.answers import PENDING, Kind, Outcome
from sessions.voting.consent.method import Numbers, Result, Text
from sessions.voting.consent.telling import INTRO, rule, section
from sessions.voting.consent.words import numbers_in_words, short
from sessions.voting.method import Exported, Facts, OptionResult, Reserve, Settings, Sheet

KEPT_BACK: Facts = {kind.value: None for kind in Kind}


def of_poll(settings: Settings) -> Facts:
    """After how many months the consent is looked at again."""
    return {"review_months": settings["review"]}


def of_course(course: Facts) -> Facts:
    """Which round it is, what was asked, and the day on which a consent is looked at again."""
    return {
        "round": course.get("round", 1),
        "before": course.get("before"),
        "moment": course.get("moment"),
        "asked": course.get("texts", {}).get("statement"),
        "asked_texts": _beside(course.get("texts")),
        "review_on": course.get("review_on"),
    }


def _beside(texts: Mapping[str, str] | None) -> dict[str, str] | None:
    """The texts that were asked with the statement: those that say something. None before the question."""
    if texts is None:
        return None
    return {name: text for name, text in texts.items() if text and name != "statement"}


def of_result(result: Result) -> Facts:
    """The outcome, its numbers in all and by territory, and each text with its territory where secrecy allows."""
    return {
        "proposal": result.option.pk,
        "outcome": result.outcome.value,
        "consented": result.outcome is Outcome.CONSENTED,
        "why": result.why,
        **asdict(result.numbers),
        "by_territory": [
            {"territory": share.territory.pk, **_numbers(share.numbers)}
            for share in result.by_territory
        ],
        "reserves": [_said(each) for each in result.kept_reserves],
        "objections": [{**_said(each), "became": each.fate.value} for each in result.objections],
    }


def _numbers(numbers: Numbers | None) -> Facts:
    return asdict(numbers) if numbers else KEPT_BACK


def _said(text: Text) -> dict[str, Any]:
    return {"text": text.text, "territory": text.territory.pk if text.territory else None}


def of_option(result: Facts) -> OptionResult:
    """Whether the group consents, with the reserves that stay attached to what it consented to."""
    outcome = Outcome(result["outcome"])
    return OptionResult(
        option=result["proposal"],
        total=short(outcome, len(result["reserves"])),
        by_territory={
            share["territory"]: None if share["consent"] is None else numbers_in_words(share)
            for share in result["by_territory"]
        },
        consented=result["consented"],
        reserves=[Reserve(each["text"], each["territory"]) for each in result["reserves"]],
        settled=outcome not in PENDING,
    )


def of_choice(option: int, said: Any) -> Facts:
    """What one voter answered."""
    return {"proposal": option, "answer": said["answer"], "text": said.get("text", "")}


def _rounds(result: Facts) -> Iterator[Sequence[Any]]:
    yield (
        result["proposal"],
        result["outcome"],
        *(result[kind.value] for kind in Kind),
        result["why"],
    )


def _by_territory(result: Facts) -> Iterator[Sequence[Any]]:
    for share in result["by_territory"]:
        yield result["proposal"], share["territory"], *(share[kind.value] for kind in Kind)


def _texts(result: Facts) -> Iterator[Sequence[Any]]:
    for said in result["reserves"]:
        yield result["proposal"], "reserve", said["territory"], said["text"], ""
    for said in result["objections"]:
        yield (
            result["proposal"],
            "objection",
            said["territory"],
            said["text"],
            said["became"],
        )


def _answers(ballot: Facts) -> Iterator[Sequence[Any]]:
    for choice in ballot["choices"]:
        yield (
            ballot["participant"],
            ballot["territory"],
            choice["proposal"],
            choice["answer"],
            choice["text"],
        )


NUMBERS = ("sans_objection", "reserves", "objections", "abstentions")
EXPORTED = Exported(
    of_poll=of_poll,
    of_course=of_course,
    of_result=of_result,
    of_choice=of_choice,
    of_option=of_option,
    intro=INTRO,
    rule=rule,
    section=section,
    poll_columns={
        "review_months": "a_revoir_mois",
        "round": "tour",
        "before": "tour_precedent",
        "asked": "formulation",
        "review_on": "a_revoir_le",
    },
    results=(
        Sheet("consentements", ("balise_id", "issue", *NUMBERS, "pourquoi"), _rounds),
        Sheet("consentements_territoires", ("balise_id", "territoire_id", *NUMBERS), _by_territory),
        Sheet(
            "reserves_et_objections",
            ("balise_id", "genre", "territoire_id", "texte", "devenir"),
            _texts,
        ),
    ),
    ballots=(
        Sheet(
            "reponses",
            ("participant_id", "territoire_id", "balise_id", "reponse", "texte"),
            _answers,
        ),
    ),
)
