"""The rule of consent, alone: every sequence of answers and decisions, and what n people can say on paper."""

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.voting import METHODS
from sessions.voting.consent.answers import (
    PENDING,
    SETTLED,
    WITH_TEXT,
    Answer,
    Fate,
    Kind,
    Moment,
    Outcome,
    in_discussion,
    outcome_of,
)
from sessions.voting.consent.form import ConsentForm, ConsentTableForm, fields
from sessions.voting.consent.method import (
    LONGEST_TEXT,
    begin,
    check,
    count,
    explain,
    months_later,
    spread,
    waits,
)
from sessions.voting.method import CastBallot, WrongBallot
from tests.sessions.commands.test_consents import CASES

pytestmark = pytest.mark.standalone

CONSENT = METHODS["consent"]
ONE = 11
TEXTS = st.text("abcé ", min_size=1, max_size=12).map(str.strip).filter(bool)


def said(kind: str, text: str = "") -> dict[str, str]:
    return {"answer": kind, "text": text} if text else {"answer": kind}


ANSWERS = st.one_of(
    st.sampled_from([said("consent"), said("abstention")]),
    st.builds(said, st.sampled_from(["reserve", "objection"]), TEXTS),
)


def test_every_case_of_the_rule_has_its_test() -> None:
    known = json.loads((Path(__file__).parent / "consent.json").read_text())["cases"]
    assert {case["given"] for case in known} == set(CASES)


@pytest.mark.parametrize(
    ("choices", "reason"),
    [
        ({}, "no-answer"),
        ({12: said("consent")}, "unknown-option"),
        ({ONE: said("maybe")}, "unknown-answer"),
        ({ONE: "consent"}, "unknown-answer"),
        ({ONE: said("objection")}, "objection-without-text"),
        ({ONE: said("reserve")}, "reserve-without-text"),
        ({ONE: said("objection", "a" * (LONGEST_TEXT + 1))}, "too-long"),
    ],
)
def test_answer_against_the_rule_says_why(choices: dict[int, Any], reason: str) -> None:
    with pytest.raises(WrongBallot, match=f"^{reason}$"):
        check(choices, options=[ONE], settings={})
    assert explain(reason, {})


@given(ANSWERS)
def test_answer_within_the_rule_is_taken_and_fills_its_form_in_again(
    answer: dict[str, str],
) -> None:
    check({ONE: answer}, options=[ONE], settings={})
    form = ConsentForm(fields({ONE: answer}), options=[ONE], settings={})
    assert form.is_valid()
    assert form.choices() == {ONE: answer}


@pytest.mark.parametrize("kind", sorted(WITH_TEXT))
@pytest.mark.parametrize("text", ["", "   ", "\u200b"])
def test_form_refuses_an_answer_that_says_no_why(kind: str, text: str) -> None:
    form = ConsentForm({f"answer-{ONE}": kind, f"text-{ONE}": text}, options=[ONE], settings={})
    assert not form.is_valid()
    assert "quelques mots" in str(form.errors[f"text-{ONE}"])


@st.composite
def rounds(draw: st.DrawFn) -> list[Answer]:
    """Answers of a round, each objection with any fate."""
    kinds = draw(st.lists(st.sampled_from(Kind), max_size=8))
    return [
        Answer(
            kind,
            key=f"{draw(st.integers(0, 99)):02}{place}",
            fate=draw(st.sampled_from(Fate)) if kind is Kind.OBJECTION else Fate.WAITING,
        )
        for place, kind in enumerate(kinds)
    ]


@given(rounds())
def test_group_consents_only_where_nobody_objects_any_more_and_somebody_carries_it(
    answers: list[Answer],
) -> None:
    objections = [each for each in answers if each.kind is Kind.OBJECTION]
    carried = any(each.kind is not Kind.ABSTENTION for each in answers)
    settled = all(each.fate in SETTLED for each in objections)
    outcome = outcome_of(answers)
    assert (outcome is Outcome.CONSENTED) == (settled and carried)
    assert (outcome is Outcome.OBJECTED) == any(each.fate is Fate.KEPT for each in objections)
    assert (outcome in PENDING) == (in_discussion(answers) is not None)
    assert outcome_of(answers[::-1]) is outcome


@given(rounds(), st.data())
def test_dealing_with_one_objection_after_another_always_ends(
    answers: list[Answer], data: st.DataObject
) -> None:
    """Whatever the group and the authors decide, at most two decisions per objection end the round."""
    by_key = {each.key: each for each in answers}
    decisions = 0
    while (discussed := in_discussion(by_key.values())) is not None:
        choices = [Fate.KEPT, Fate.NOT_KEPT] if discussed.fate is Fate.WAITING else sorted(SETTLED)
        fate = data.draw(st.sampled_from(choices))
        by_key[discussed.key] = Answer(discussed.kind, key=discussed.key, fate=fate)
        decisions += 1
    assert decisions <= 2 * len(answers)
    assert outcome_of(list(by_key.values())) not in PENDING


@given(st.lists(st.tuples(st.integers(1, 4), ANSWERS), max_size=30), st.booleans())
def test_count_holds_each_answer_once_and_hides_small_territories(
    cast: list[tuple[int, dict[str, str]]], confidential: bool
) -> None:
    ballots = [
        CastBallot(territory, {ONE: answer}, key=f"{place:03}")
        for place, (territory, answer) in enumerate(cast)
    ]
    tally = count(ballots, options=[ONE], confidential=confidential)
    assert len(tally.answers[ONE]) == len(cast)
    assert sorted(each.key for each in tally.answers[ONE]) == [each.key for each in ballots]
    if not confidential:
        assert not tally.hidden
    for territory in set(tally.voters) - tally.hidden:
        assert not confidential or tally.voters[territory] >= 5


@given(
    st.integers(0, 6),
    st.integers(0, 6),
    st.lists(TEXTS, max_size=4),
    st.lists(TEXTS, max_size=4),
    st.integers(1, 12),
)
def test_table_gives_as_many_answers_as_it_has_people(
    consents: int, abstentions: int, reserves: list[str], objections: list[str], seats: int
) -> None:
    data = {
        f"consent-{ONE}": consents,
        f"abstention-{ONE}": abstentions,
        f"reserve-{ONE}": "\n".join(reserves),
        f"objection-{ONE}": "\n\n".join(objections),
    }
    form = ConsentTableForm(data, options=[ONE], settings={}, seats=seats)
    given_in_all = consents + abstentions + len(reserves) + len(objections)
    assert form.is_valid() is (given_in_all == seats)
    if not form.is_valid():
        return
    ballots = spread(form.tally(), seats)
    assert len(ballots) == seats
    for ballot in ballots:
        check(ballot, options=[ONE], settings={})
    told = Counter(ballot[ONE]["answer"] for ballot in ballots)
    assert (told["consent"], told["abstention"]) == (consents, abstentions)
    texts = [ballot[ONE]["text"] for ballot in ballots if ballot[ONE]["answer"] == "objection"]
    assert texts == objections
    again = ConsentTableForm(
        ConsentTableForm.filled(form.tally()), options=[ONE], settings={}, seats=seats
    )
    assert again.is_valid()
    assert again.tally() == form.tally()
    keys = [
        each.key
        for each in count(
            [CastBallot(1, ballot, key="t") for ballot in ballots],
            options=[ONE],
            confidential=False,
        ).answers[ONE]
        if each.kind is Kind.OBJECTION
    ]
    assert len(set(keys)) == len(keys)


def test_consent_begins_with_its_presentation_and_has_a_day_of_review() -> None:
    course = begin(CONSENT.read_settings({}), date(2026, 11, 30))
    assert course == {"moment": "presented", "review_on": "2027-11-30"}
    assert waits(course)
    assert not waits({**course, "moment": "question"})


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 60))
def test_review_is_on_the_same_day_or_the_last_of_a_shorter_month(day: date, months: int) -> None:
    later = months_later(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later.day < day.day and later.day >= 28)


def test_moments_come_in_their_order() -> None:
    assert [each.following for each in Moment] == [*list(Moment)[1:], None]
