"""A consent in a room: each case of tests/sessions/voting/consent.json, and what stale and doubled clicks do."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from jsonschema import Draft202012Validator

from referentiel.models import Balise
from sessions.audience import AUDIENCES
from sessions.commands import consents, polls, promotions, proposals, tables
from sessions.commands.base import NotHere, Refused, Stale
from sessions.exports.formats import FORMATS
from sessions.exports.outcome import read_outcome
from sessions.exports.votes.tables import vote_tables
from sessions.fragments.boards import render_board
from sessions.models import AtelierSession, Ballot, JournalEntry, Poll, Proposal, Revision
from sessions.queries.amendments import consented, vote_results
from sessions.queries.polls import CountedPoll, count_poll, earlier_polls, poll_view
from sessions.voting.consent.answers import Outcome
from sessions.voting.consent.method import Result
from tests.factories import Person, Room, make_facilitator, make_room

AMENDED = "Faire parler d’abord, puis écouter"


@dataclass
class Consent:
    """A room of four people with one balise, and the latest round of its consent."""

    room: Room
    balise: Proposal
    poll: Poll

    def lead(self, *moments: str) -> None:
        for moment in moments:
            consents.lead_on(self.room.leader, uuid4(), self.poll.pk, moment=moment)

    def ask(self) -> None:
        self.lead("clarified", "felt", "question")

    def answer(self, who: str, answer: str, text: str = "") -> None:
        said = {"answer": answer, "text": text} if text else {"answer": answer}
        choices = {self.balise.pk: said}
        polls.cast_ballot(self.person(who).actor, uuid4(), self.poll.pk, choices=choices)

    def person(self, who: str) -> Person:
        return self.room.people[who]

    def reveal(self) -> Result:
        polls.close_poll(self.room.leader, uuid4(), self.poll.pk)
        polls.reveal_poll(self.room.leader, uuid4(), self.poll.pk)
        return self.result

    @property
    def counted(self) -> CountedPoll:
        return count_poll(Poll.objects.get(pk=self.poll.pk))

    @property
    def result(self) -> Result:
        found: Result = self.counted.results(list(self.room.session.territories.all()))[0]
        return found

    def weigh(self, *, kept: bool, seen: str | None = None, key: str = "") -> None:
        discussed = self.result.discussed
        objection = key or (discussed.key if discussed else "")
        consents.weigh_objection(
            self.room.leader, uuid4(), self.poll.pk, objection=objection, kept=kept, seen=seen
        )

    def settle(self, who: str, fate: str) -> None:
        actor = self.room.leader if who == "leader" else self.person(who).actor
        discussed = self.result.discussed
        assert discussed is not None
        consents.settle_objection(actor, uuid4(), self.poll.pk, objection=discussed.key, fate=fate)

    def reword(self, statement: str = AMENDED) -> None:
        cards = list(self.balise.cards.values_list("pk", flat=True))
        proposals.edit_proposal(
            self.room.leader, uuid4(), self.balise.pk, statement=statement, cards=cards
        )

    def ask_again(self) -> None:
        answer = consents.ask_again(self.room.leader, uuid4(), self.poll.pk)
        self.poll = Poll.objects.get(pk=answer.subject)


def make_consent(secrecy: str = "named") -> Consent:
    """Leads a room to a consent that is presented."""
    room = make_room(make_facilitator("zoe@exemple.fr"), secrecy=secrecy)
    bob = room.seat("Bob", "Malaunay")
    for name, territory in (("Chloé", "Le Mené"), ("Dina", "Le Mené"), ("Élie", "Malaunay")):
        room.seat(name, territory)
    room.go_to("recits")
    card = room.post(bob, "Le terril")
    room.go_to("emergence")
    balise = Proposal.objects.get(pk=room.propose(bob, card, statement="Faire parler d’abord"))
    room.go_to("vote")
    step = room.session.steps.get(kind_key="vote")
    step.settings = {"method": "consent"}
    step.save()
    return Consent(room, balise, room.open_poll())


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
    assert consent.result.outcome is Outcome.AWAITING
    with pytest.raises(Refused, match="Seul son auteur"):
        consent.settle("Chloé", "as_reserve")
    consent.settle("Bob", "as_reserve")
    assert consent.result.outcome is Outcome.CONSENTED
    assert [each.text for each in consent.result.kept_reserves] == ["Trop cher"]


def objection_kept(consent: Consent) -> None:
    consent.answer("Bob", "objection", "Trop cher")
    consent.answer("Chloé", "reserve", "À revoir")
    consent.reveal()
    consent.weigh(kept=True)
    assert consent.result.outcome is Outcome.OBJECTED
    first = consent.poll
    with pytest.raises(Refused, match="Reformulez d’abord"):
        consent.ask_again()
    consent.reword()
    consent.ask_again()
    assert consent.poll.before == first
    assert consent.poll.course["moment"] == "question"
    assert consent.poll.course["statement"] == AMENDED
    consent.answer("Chloé", "consent")
    result = consent.reveal()
    assert (result.outcome, result.numbers.consent, result.numbers.objection) == (
        Outcome.CONSENTED, 1, 0,
    )  # fmt: skip
    [earlier] = earlier_polls(consent.room.session)
    assert earlier.course["asked"] == "Faire parler d’abord"
    assert [each.text for each in earlier.results[0].objections] == ["Trop cher"]
    assert first.ballots.count() == 2
    assert [vote.result.consented for vote in vote_results(consent.balise)] == [False, True]


def two_objections(consent: Consent) -> None:
    consent.answer("Bob", "objection", "Trop cher")
    consent.answer("Chloé", "objection", "Trop tôt")
    consent.reveal()
    [first, second] = consent.result.objections
    assert consent.result.discussed == first
    with pytest.raises(Refused, match="une à une"):
        consent.weigh(kept=True, key=second.key)
    consent.weigh(kept=True)
    assert consent.result.discussed is None
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
    assert consent.poll.course["statement"] == "Faire parler d’abord"


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
    assert consent.result.outcome is Outcome.CONSENTED


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
    assert poll_view(consent.room.session).course["asked"] == "Faire parler ensemble"
    # The group did not consent to what the balise says now.
    votes = list(vote_results(Proposal.objects.get(pk=consent.balise.pk)))
    assert votes[0].result.consented
    assert consented(votes) is False


def test_answer_can_be_changed_until_the_close(consent: Consent) -> None:
    consent.answer("Bob", "objection", "Trop cher")
    consent.answer("Bob", "reserve", "Un peu cher")
    consent.answer("Bob", "consent")
    assert consent.reveal().numbers.consent == 1
    assert Ballot.objects.get().choices == {str(consent.balise.pk): {"answer": "consent"}}


def test_decision_on_an_objection_is_made_once_and_not_by_a_stale_button(consent: Consent) -> None:
    consent.answer("Bob", "objection", "Trop cher")
    consent.reveal()
    key = consent.result.objections[0].key
    consent.weigh(kept=False, seen="", key=key)
    consent.weigh(kept=False, seen="", key=key)
    assert JournalEntry.objects.filter(event="objection_weighed").count() == 1
    with pytest.raises(Stale, match="a avancé"):
        consent.weigh(kept=True, seen="", key=key)
    consent.weigh(kept=True, seen="not_kept", key=key)
    consent.weigh(kept=False, seen="kept", key=key)
    consent.settle("Bob", "withdrawn")
    assert consent.result.outcome is Outcome.CONSENTED
    with pytest.raises(Stale):
        consent.weigh(kept=True, seen="not_kept", key=key)
    with pytest.raises(Refused):
        consent.weigh(kept=True, key=key)


def test_facilitator_speaks_for_who_has_left(consent: Consent) -> None:
    consent.answer("Bob", "objection", "Trop cher")
    consent.reveal()
    consent.weigh(kept=False)
    consent.settle("leader", "as_reserve")
    assert consent.result.kept_reserves[0].text == "Trop cher"


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
        consent.weigh(kept=False, key=consent.result.objections[0].key)


def test_nothing_is_decided_before_the_reveal(consent: Consent) -> None:
    consent.answer("Bob", "objection", "Trop cher")
    key = Ballot.objects.get().pk.hex
    for perform in (
        lambda: consent.weigh(kept=True, key=key),
        consent.ask_again,
    ):
        with pytest.raises(Refused, match="pas encore dévoilées"):
            perform()
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


@pytest.mark.parametrize("secrecy", ["named", "anonymous"])
def test_journal_says_no_word_and_no_author(four_stakes: None, secrecy: str) -> None:
    consent = make_consent(secrecy)
    consent.ask()
    revisions = Revision.objects.count()
    consent.answer("Bob", "objection", "Sentinelle")
    consent.reveal()
    consent.weigh(kept=False)
    consent.settle("Bob", "as_reserve")
    entries = JournalEntry.objects.filter(event__in=["ballot_cast", "objection_settled"])
    assert [entry.actor for entry in entries] == ["", ""]
    assert "Sentinelle" not in str(list(JournalEntry.objects.values()))
    assert Ballot.objects.get().pk.hex not in str(list(JournalEntry.objects.values()))
    assert Revision.objects.count() == revisions


def test_day_of_review_is_kept_with_the_round(consent: Consent) -> None:
    assert date.fromisoformat(consent.poll.course["review_on"]) > date(2026, 1, 1)


def test_form_opens_a_consent_on_the_balise_that_is_picked(consent: Consent) -> None:
    consent.reveal()
    room = consent.room
    room.go_to("emergence")
    other = room.propose(room.people["Bob"], room.session.cards.get(), statement="Faire encore")
    room.go_to("vote")
    leader, address = room.leader_browser(), f"/s/{room.session.code}/votes/"
    assert leader.get(address).status_code == 200
    sent = {"operation": str(uuid4()), "method": "consent", "consent-review": "6"}
    both = leader.post(address, {**sent, "proposals": [consent.balise.pk, other]})
    assert both.status_code == 422
    assert "une seule balise" in both.content.decode()
    one = leader.post(address, {**sent, "operation": str(uuid4()), "proposals": [other]})
    assert one.status_code == 200, one.content.decode()
    opened = Poll.objects.latest("pk")
    assert (opened.method_key, opened.rules) == ("consent", {"review": 6})
    assert list(opened.proposals.values_list("pk", flat=True)) == [other]


def seen_by_everybody(consent: Consent) -> str:
    """Every byte that leaves for pages and files: boards of each audience, a person's own page, each export."""
    session = AtelierSession.objects.get(pk=consent.room.session.pk)
    boards = [render_board(session, audience) for audience in AUDIENCES]
    page = consent.person("Chloé").browser().get(f"/s/{session.code}/").content.decode()
    outcome = read_outcome(session.code)
    files = [each.write(outcome) for each in FORMATS.values() if each.key in {"json", "html"}]
    tables = [row for table in vote_tables(outcome.polls) for row in table.rows]
    return "".join([*boards, page, *(one.decode() for one in files), str(tables)])


@pytest.mark.parametrize("secrecy", ["named", "anonymous"])
def test_texts_and_answers_are_sealed_until_the_reveal(four_stakes: None, secrecy: str) -> None:
    consent = make_consent(secrecy)
    for moment in ("clarified", "felt", "question"):
        seen_by_everybody(consent)
        consent.lead(moment)
    consent.answer("Bob", "objection", "Sentinelle-objection")
    consent.answer("Dina", "reserve", "Sentinelle-reserve")
    for _state in ("open", "closed"):
        said = seen_by_everybody(consent)
        assert "Sentinelle" not in said
        if Poll.objects.get(pk=consent.poll.pk).state == "open":
            polls.close_poll(consent.room.leader, uuid4(), consent.poll.pk)
    polls.reveal_poll(consent.room.leader, uuid4(), consent.poll.pk)
    said = seen_by_everybody(consent)
    assert "Sentinelle-objection" in said
    assert "Sentinelle-reserve" in said
    [result] = [consent.result]
    named = secrecy == "named"
    assert [bool(each.territory) for each in (*result.reserves, *result.objections)] == [named] * 2
    assert [each.name for each in result.objections] == ["Bob" if named else ""]
    consent.weigh(kept=False)
    assert "En faire une réserve" in seen_by_everybody(consent)
    consent.settle("Bob", "as_reserve")
    assert "consentie" in seen_by_everybody(consent)


def test_balise_is_taken_with_the_consent_and_its_reserves(consent: Consent) -> None:
    consent.answer("Bob", "objection", "Trop cher")
    consent.answer("Dina", "reserve", "Et l’été ?")
    consent.reveal()
    promotions.remember_proposal(consent.room.leader, uuid4(), consent.balise.pk)
    taken = Balise.objects.get()
    # The objection waits: nothing is decided, and evidence never changes.
    assert not taken.evidence.filter(kind="vote").exists()
    assert taken.state == "emergente"
    consent.weigh(kept=False)
    consent.settle("Bob", "as_reserve")
    promotions.remember_proposal(consent.room.leader, uuid4(), consent.balise.pk)
    taken.refresh_from_db()
    assert taken.state == "consentie"
    kept = taken.evidence.get(kind="vote").particulars["consent"]
    assert (kept["given"], kept["asked"]) == (True, "Faire parler d’abord")
    assert sorted((each["text"], each["territory"]) for each in kept["reserves"]) == [
        ("Et l’été ?", "Le Mené"),
        ("Trop cher", "Malaunay"),
    ]
    page = Client().get(taken.get_absolute_url()).content.decode()
    assert "Réserves qui lui restent attachées" in page
    assert "Et l’été ?" in page
    assert "Dina" not in page


def test_table_on_paper_objects_and_the_facilitator_answers_for_it(consent: Consent) -> None:
    option, territory = str(consent.balise.pk), consent.person("Bob").seat.territory_id
    tally = {"consent": 1, "abstention": 0, "reserve": ["Et l’été ?"], "objection": ["Non", "Non"]}
    tables.enter_table(
        consent.room.leader,
        uuid4(),
        consent.poll.pk,
        territory=territory,
        name="Table 1",
        seats=4,
        tally={option: tally},
    )
    result = consent.reveal()
    assert (result.numbers.objection, result.numbers.reserve) == (2, 1)
    for fate in ("withdrawn", "as_reserve"):
        consent.weigh(kept=False)
        consent.settle("leader", fate)
    assert consent.result.outcome is Outcome.CONSENTED
    assert [each.text for each in consent.result.kept_reserves] == ["Et l’été ?", "Non"]


def test_file_of_a_consent_is_what_its_schema_says(consent: Consent) -> None:
    objection_kept(consent)
    outcome = read_outcome(consent.room.session.code)
    document = json.loads(FORMATS["json"].write(outcome))
    schema = Path(settings.BASE_DIR) / "docs" / "export.schema.json"
    Draft202012Validator(json.loads(schema.read_text())).validate(document)
    first, second = document["polls"]
    assert (first["round"], first["before"]) == (1, None)
    assert (second["round"], second["before"]) == (2, first["id"])
    assert first["results"][0]["objections"][0]["became"] == "kept"
    report = FORMATS["html"].write(outcome).decode()
    assert "retenue par le groupe" in report
    assert AMENDED in report
