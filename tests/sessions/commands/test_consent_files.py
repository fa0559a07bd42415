"""What leaves a consent: nothing before the reveal, then pages, files and the référentiel, with its reserves."""

import json
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from jsonschema import Draft202012Validator

from referentiel.models import Balise
from sessions.audience import AUDIENCES
from sessions.commands import polls, promotions, tables
from sessions.exports.formats import FORMATS
from sessions.exports.outcome import read_outcome
from sessions.exports.votes.tables import vote_tables
from sessions.fragments.boards import render_board
from sessions.models import AtelierSession, Ballot, JournalEntry, Poll, Revision
from sessions.voting.consent.answers import Outcome
from tests.sessions.commands.consent_room import AMENDED, Consent, make_consent


@pytest.fixture
def consent(four_stakes: None) -> Consent:
    """The question is asked."""
    made = make_consent()
    made.ask()
    return made


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
    [result] = [consent.told()]
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
    assert consent.told().outcome is Outcome.CONSENTED
    assert [each.text for each in consent.told().kept_reserves] == ["Et l’été ?", "Non"]


def test_file_of_a_consent_is_what_its_schema_says(consent: Consent) -> None:
    consent.answer("Bob", "objection", "Trop cher")
    consent.reveal()
    consent.weigh(kept=True)
    consent.reword()
    consent.ask_again()
    consent.answer("Chloé", "consent")
    consent.reveal()
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
