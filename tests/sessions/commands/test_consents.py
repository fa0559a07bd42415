"""A consent in a room: each case of tests/sessions/voting/consent.json, and what stale and doubled clicks do."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID, uuid4

import pytest

from referentiel.models import Balise
from sessions.audience import FACILITATORS, PARTICIPANTS, PROJECTOR
from sessions.commands import consents, merging, participants, promotions, proposals
from sessions.commands.base import NotHere, Refused, Stale
from sessions.fragments.boards import render_board
from sessions.live.catch_up import catch_up
from sessions.models import Ballot, JournalEntry, Poll, Proposal
from sessions.queries.amendments import consented, vote_results
from sessions.queries.polls import earlier_polls, poll_view
from sessions.voting.consent.answers import Outcome
from sessions.voting.consent.method import count, spread
from sessions.voting.method import CastBallot
from tests.sessions.commands.consent_room import AMENDED, Consent, make_consent
from tests.sessions.world import touched_by


@pytest.fixture
def consent(four_stakes: None) -> Consent:
    """The question is asked."""
    made = make_consent()
    made.ask()
    return made


def all_in_favour(consent: Consent) -> None:
    for who in consent.room.people:
        consent.answer(who, "consent")
    result = consent.reveal()
    assert result.outcome is Outcome.CONSENTED
    assert result.why == "Aucune objection\u00a0: la balise est consentie."
    assert consented(list(vote_results(consent.balise))) is True


def reserves_only(consent: Consent) -> None:
    consent.answer("Bob", "reserve", "Et l’été ?")
    consent.answer("Chloé", "consent")
    assert consent.reveal().outcome is Outcome.CONSENTED
    [vote] = vote_results(consent.balise)
    assert vote.result.consented
    assert vote.result.total == "consentie, 1 réserve"
    assert [(each.text, each.territory) for each in vote.result.reserves] == [
        ("Et l’été ?", consent.person("Bob").seat.territory_id)
    ]


def objection_not_kept(consent: Consent) -> None:
    consent.answer("Bob", "objection", "Trop cher")
    consent.answer("Chloé", "consent")
    assert consent.reveal().outcome is Outcome.TESTING
    consent.weigh(kept=False)
    assert consent.told().outcome is Outcome.AWAITING
    with pytest.raises(Refused, match="Seul son auteur"):
        consent.settle("Chloé", "as_reserve")
    consent.settle("Bob", "as_reserve")
    assert consent.told().outcome is Outcome.CONSENTED
    assert [each.text for each in consent.told().kept_reserves] == ["Trop cher"]


def objection_kept(consent: Consent) -> None:
    consent.answer("Bob", "objection", "Trop cher")
    consent.answer("Chloé", "reserve", "À revoir")
    consent.reveal()
    consent.weigh(kept=True)
    assert consent.told().outcome is Outcome.OBJECTED
    first = consent.poll
    with pytest.raises(Refused, match="Reformulez d’abord"):
        consent.ask_again()
    consent.reword()
    consent.ask_again()
    assert consent.poll.before == first
    assert consent.poll.course["moment"] == "question"
    assert consent.poll.course["texts"]["statement"] == AMENDED
    consent.answer("Chloé", "consent")
    result = consent.reveal()
    assert (result.outcome, result.numbers.consent, result.numbers.objection) == (
        Outcome.CONSENTED, 1, 0,
    )  # fmt: skip
    [earlier] = earlier_polls(consent.room.session)
    assert earlier.course["asked"]["statement"] == "Faire parler d’abord"
    assert [each.text for each in earlier.results[0].objections] == ["Trop cher"]
    assert first.ballots.count() == 2
    assert [vote.result.consented for vote in vote_results(consent.balise)] == [False, True]


def two_objections(consent: Consent) -> None:
    consent.answer("Bob", "objection", "Trop cher")
    consent.answer("Chloé", "objection", "Trop tôt")
    consent.reveal()
    [first, second] = consent.told().objections
    assert consent.told().discussed == first
    with pytest.raises(Refused, match="une à une"):
        consent.weigh(kept=True, key=second.key)
    consent.weigh(kept=True)
    assert consent.told().discussed is None
    consent.reword()
    consent.ask_again()
    # The second is asked again, of the amended text: its author answers anew.
    assert consent.poll.ballots.count() == 0


def abstentions_only(consent: Consent) -> None:
    for who in consent.room.people:
        consent.answer(who, "abstention")
    result = consent.reveal()
    assert result.outcome is Outcome.ABSTAINED
    assert "s’est abstenu" in result.why
    assert consented(list(vote_results(consent.balise))) is False
    consent.ask_again()
    assert consent.poll.course["texts"]["statement"] == "Faire parler d’abord"


def objection_without_text(consent: Consent) -> None:
    bob = consent.person("Bob").browser()
    address = f"/s/{consent.room.session.code}/votes/{consent.poll.pk}/bulletin/"
    sent = {"operation": str(uuid4()), f"answer-{consent.balise.pk}": "objection"}
    response = bob.post(address, {**sent, f"text-{consent.balise.pk}": "  "})
    assert response.status_code == 422
    assert "Dites votre objection en quelques mots" in response.content.decode()
    # Its page keeps what was typed: the answer replaces nothing but the sentence beside the button.
    assert "HX-Trigger" not in response
    assert not Ballot.objects.exists()


def joins_after_the_opening(consent: Consent) -> None:
    consent.room.seat("Farid", "Le Mené")
    consent.answer("Farid", "consent")
    consent.reveal()
    consent.room.seat("Gaël", "Le Mené")
    with pytest.raises(Refused, match="Le vote est clos"):
        consent.answer("Gaël", "objection", "Trop tard")
    assert consent.told().outcome is Outcome.CONSENTED


def reserve_becomes_an_objection(consent: Consent) -> None:
    consent.answer("Bob", "reserve", "Et l’été ?")
    consent.reveal()
    before = Poll.objects.values().get(pk=consent.poll.pk)
    with pytest.raises(Refused):
        consent.answer("Bob", "objection", "Finalement non")
    with pytest.raises(Refused, match="Reformulez d’abord"):
        consent.ask_again()
    consent.reword()
    consent.ask_again()
    assert Poll.objects.values().get(pk=before["id"]) == before
    # A consent is amended, not undone: the amendment is presented, clarified and asked like any balise.
    assert consent.poll.course["moment"] == "presented"
    assert consent.poll.course["round"] == 2


CASES: Mapping[str, Callable[[Consent], None]] = {
    "all in favour": all_in_favour,
    "reserves only": reserves_only,
    "one objection, not kept by the group after the test": objection_not_kept,
    "one objection kept, text amended": objection_kept,
    "two objections": two_objections,
    "abstentions only": abstentions_only,
    "objection without text": objection_without_text,
    "someone joins after the opening": joins_after_the_opening,
    "a reserve turned into an objection after consent": reserve_becomes_an_objection,
}


@pytest.mark.parametrize("case", CASES)
def test_case_of_the_rule(consent: Consent, case: str) -> None:
    CASES[case](consent)


def test_consent_is_led_from_moment_to_moment_once(four_stakes: None) -> None:
    consent = make_consent()
    with pytest.raises(Refused, match="pas encore posée"):
        consent.answer("Bob", "consent")
    for moment in ("clarified", "clarified", "felt", "question", "question"):
        consent.lead(moment)
    entries = JournalEntry.objects.filter(event="consent_led_on")
    assert [entry.particulars for entry in entries] == [{"moment": place} for place in (1, 2, 3)]
    for stale in ("clarified", "presented", "elsewhere"):
        with pytest.raises(Stale, match="datait d’avant"):
            consent.lead(stale)


def test_wording_changes_until_the_question_and_not_after(four_stakes: None) -> None:
    consent = make_consent()
    consent.reword("Faire parler ensemble")
    consent.ask()
    consent.reword("Faire parler plus tard")
    consent.answer("Bob", "consent")
    consent.reveal()
    assert poll_view(consent.room.session).course["asked"]["statement"] == "Faire parler ensemble"
    # The group did not consent to what the balise says now.
    votes = list(vote_results(Proposal.objects.get(pk=consent.balise.pk)))
    assert votes[0].result.consented
    assert consented(votes) is False


def test_consent_holds_for_every_text_that_was_asked(consent: Consent) -> None:
    consent.answer("Bob", "consent")
    consent.reveal()
    statement = consent.balise.statement
    with pytest.raises(Refused, match="Reformulez d’abord"):
        consent.ask_again()
    consent.reword(statement, conditions="Avec le temps qu’il faut")
    [vote] = vote_results(consent.balise)
    assert (vote.result.consented, vote.consents, vote.reworded) == (True, False, True)
    consent.ask_again()
    consent.lead("clarified", "felt", "question")
    assert "Avec le temps" in render_board(consent.room.session, FACILITATORS)
    consent.answer("Bob", "consent")
    consent.reveal()
    assert consented(list(vote_results(consent.balise))) is True
    consent.reword(statement, conditions="")
    assert consented(list(vote_results(consent.balise))) is False
    promotions.remember_proposal(consent.room.leader, uuid4(), consent.balise.pk)
    taken = Balise.objects.get()
    assert taken.state == "emergente"
    votes = taken.evidence.filter(kind="vote").order_by("pk")
    asked = [each.particulars["consent"]["asked"] for each in votes]
    assert asked == [statement, f"{statement} · Conditions\u00a0: Avec le temps qu’il faut"]


def test_question_is_not_asked_again_of_a_balise_that_was_merged(consent: Consent) -> None:
    room, bob = consent.room, consent.person("Bob")
    consent.answer("Bob", "objection", "Trop cher")
    consent.reveal()
    consent.weigh(kept=True)
    room.go_to("emergence")
    heir = room.propose(bob, room.session.cards.get(), statement="Faire ensemble")
    merging.merge_proposals(room.leader, uuid4(), heir, other=consent.balise.pk)
    room.go_to("vote")
    with pytest.raises(Refused, match="Faire ensemble"):
        consent.ask_again()
    merging.split_proposal(room.leader, uuid4(), consent.balise.pk)
    consent.reword()
    consent.ask_again()
    assert consent.poll.course["round"] == 2


def test_answer_can_be_changed_until_the_close(consent: Consent) -> None:
    consent.answer("Bob", "objection", "Trop cher")
    consent.answer("Bob", "reserve", "Un peu cher")
    consent.answer("Bob", "consent")
    assert consent.reveal().numbers.consent == 1
    assert Ballot.objects.get().choices == {str(consent.balise.pk): {"answer": "consent"}}


def test_decision_on_an_objection_is_made_once_and_not_by_a_stale_button(consent: Consent) -> None:
    consent.answer("Bob", "objection", "Trop cher")
    consent.reveal()
    key = consent.told().objections[0].key
    consent.weigh(kept=False, seen="", key=key)
    consent.weigh(kept=False, seen="", key=key)
    assert JournalEntry.objects.filter(event="objection_weighed").count() == 1
    with pytest.raises(Stale, match="a avancé"):
        consent.weigh(kept=True, seen="", key=key)
    consent.weigh(kept=True, seen="not_kept", key=key)
    consent.weigh(kept=False, seen="kept", key=key)
    consent.settle("Bob", "withdrawn")
    assert consent.told().outcome is Outcome.CONSENTED
    with pytest.raises(Stale):
        consent.weigh(kept=True, seen="not_kept", key=key)
    with pytest.raises(Refused):
        consent.weigh(kept=True, key=key)


def test_facilitator_speaks_for_who_has_left(consent: Consent) -> None:
    consent.answer("Bob", "objection", "Trop cher")
    consent.reveal()
    consent.weigh(kept=False)
    consent.settle("leader", "as_reserve")
    assert consent.told().kept_reserves[0].text == "Trop cher"


def test_two_facilitators_ask_one_new_round(consent: Consent) -> None:
    consent.answer("Bob", "objection", "Trop cher")
    consent.reveal()
    consent.weigh(kept=True)
    consent.reword()
    first = consent.poll.pk
    answers = {consents.ask_again(consent.room.leader, uuid4(), first).subject for _ in range(2)}
    assert len(answers) == 1
    assert Poll.objects.filter(before=first).count() == 1
    with pytest.raises(Refused, match="ce tour est terminé"):
        consent.weigh(kept=False, key=consent.told().objections[0].key)


def test_nothing_is_decided_before_the_reveal(consent: Consent) -> None:
    consent.answer("Bob", "objection", "Trop cher")
    key = Ballot.objects.get().pk.hex
    with pytest.raises(Refused, match="pas encore dévoilées"):
        consent.weigh(kept=True, key=key)
    with pytest.raises(Refused, match="pas encore dévoilées"):
        consent.ask_again()
    consent.reveal()
    with pytest.raises(NotHere):
        consent.weigh(kept=True, key="nowhere")
    with pytest.raises(Refused, match="reste à examiner"):
        consent.ask_again()


def test_consent_is_on_one_balise(consent: Consent) -> None:
    consent.reveal()
    room = consent.room
    room.go_to("emergence")
    room.propose(room.people["Bob"], room.session.cards.get(), statement="Faire encore")
    room.go_to("vote")
    with pytest.raises(Refused, match="une seule balise"):
        room.open_poll()


def test_other_vote_is_no_consent(world: Any) -> None:
    with pytest.raises(NotHere, match="pas un consentement"):
        consents.lead_on(world.room.leader, uuid4(), world.poll.pk, moment="clarified")


def test_hidden_balise_is_read_by_nobody_but_the_facilitators(consent: Consent) -> None:
    """What was asked is a copy of its words."""
    asked = consent.balise.statement
    assert asked in render_board(consent.room.session, PARTICIPANTS)
    proposals.show_or_hide_proposal(consent.room.leader, uuid4(), consent.balise.pk, hidden=True)
    session = consent.room.session
    session.refresh_from_db()
    for audience in (PARTICIPANTS, PROJECTOR):
        assert asked not in render_board(session, audience)
        assert asked not in catch_up(session.pk, 0, audience).text
    consent.reveal_hidden()
    session.refresh_from_db()
    for audience in (PARTICIPANTS, PROJECTOR):
        assert asked not in render_board(session, audience)


def test_open_page_forgets_the_name_of_an_erased_person(consent: Consent) -> None:
    consent.answer("Bob", "objection", "Trop cher")
    consent.reveal()
    session = consent.room.session
    assert "Bob" in render_board(session, PARTICIPANTS)
    answer = participants.erase_participant(
        consent.room.leader, uuid4(), consent.person("Bob").seat.pk
    )
    touched = touched_by(JournalEntry.objects.get(session=session, seq=answer.seq))
    assert {"poll", "earlier-polls"} <= set(touched)


def test_text_from_paper_looks_like_any_other() -> None:
    """Its key is in pages: it tells neither that it came on paper, nor which texts are of one table."""
    said = {"1": {"reserve": [f"Texte {number}" for number in range(20)]}}
    table = UUID(int=7)
    ballots = [
        *(CastBallot(1, each, key=table.hex) for each in spread(said, 20)),
        CastBallot(1, {1: {"answer": "reserve", "text": "Ailleurs"}}, key=uuid4().hex),
    ]
    answers = count(ballots, options=[1], confidential=True).answers[1]
    assert {len(each.key) for each in answers} == {32}
    assert not [each.key for each in answers if each.key.startswith(table.hex[:8])]
    assert len({each.key for each in answers}) == 21
