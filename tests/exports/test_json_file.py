"""The complete export against its schema, and against the database."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from jsonschema import Draft202012Validator, ValidationError

from sessions.exports.formats.json import SCHEMA, write_json
from sessions.exports.outcome import read_outcome
from sessions.models import (
    AtelierSession,
    Ballot,
    Facilitator,
    JournalEntry,
    Participant,
    Proposal,
    StakeReading,
    Support,
    TrajectoryCard,
)
from tests.exports.worlds import SECRET_DOTS, World, hold_session
from tests.factories import make_room

SCHEMA_FILE = Path(settings.BASE_DIR) / "docs" / "export.schema.json"


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schema = json.loads(SCHEMA_FILE.read_text())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def exported(code: str) -> dict[str, Any]:
    document = json.loads(write_json(read_outcome(code)))
    assert isinstance(document, dict)
    return document


def test_schema_and_export_name_the_same_version(named: World) -> None:
    assert json.loads(SCHEMA_FILE.read_text())["$id"] == SCHEMA
    assert exported(named.code)["schema"] == SCHEMA


def test_draft_session_follows_the_schema(
    alice: Facilitator, validator: Draft202012Validator
) -> None:
    room = make_room(alice, opened=False)
    validator.validate(exported(room.session.code))


@pytest.mark.parametrize("secrecy", ["named", "anonymous"])
@pytest.mark.parametrize("vote", ["none", "open", "closed", "revealed"])
def test_session_in_every_state_follows_the_schema(
    stakes: None,
    alice: Facilitator,
    validator: Draft202012Validator,
    secrecy: str,
    vote: str,
) -> None:
    world = hold_session(make_room(alice, secrecy=secrecy), vote=vote)
    validator.validate(exported(world.code))


def test_schema_refuses_a_sealed_vote_with_results(
    named: World, validator: Draft202012Validator
) -> None:
    document = exported(named.code)
    document["polls"][0]["state"] = "closed"
    with pytest.raises(ValidationError):
        validator.validate(document)


def test_schema_refuses_a_field_that_it_does_not_know(
    named: World, validator: Draft202012Validator
) -> None:
    document = exported(named.code)
    document["cards"][0]["email"] = "a@exemple.fr"
    with pytest.raises(ValidationError):
        validator.validate(document)


@pytest.mark.parametrize("secrecy", ["named", "anonymous"])
def test_counts_equal_the_database(stakes: None, alice: Facilitator, secrecy: str) -> None:
    session = hold_session(make_room(alice, secrecy=secrecy)).room.session
    document = exported(session.code)
    readings = [reading for card in document["cards"] for reading in card["readings"]]
    counted = {
        "participants": len(document["participants"]),
        "cards": len(document["cards"]),
        "readings": len(readings),
        "proposals": len(document["proposals"]),
        "supports": sum(each["support_count"] for each in document["proposals"]),
        "ballots": sum(poll["turnout"] for poll in document["polls"]),
        "journal": len(document["journal"]),
    }
    assert counted == {
        "participants": Participant.objects.filter(session=session).count(),
        "cards": TrajectoryCard.objects.filter(session=session).count(),
        "readings": StakeReading.objects.filter(card__session=session).count(),
        "proposals": Proposal.objects.filter(session=session).count(),
        "supports": Support.objects.filter(proposal__session=session).count(),
        "ballots": Ballot.objects.filter(poll__session=session).count(),
        "journal": JournalEntry.objects.filter(session=session).count(),
    }
    fresh = AtelierSession.objects.get(pk=session.pk)
    assert document["session"]["last_seq"] == document["journal"][-1]["seq"] == fresh.last_seq


def test_hidden_and_example_pieces_are_there_and_marked(named: World) -> None:
    document = exported(named.code)
    marks = {card["title"]: (card["hidden"], card["is_example"]) for card in document["cards"]}
    assert marks["Carte à cacher"] == (True, False)
    assert marks["=HYPERLINK(0)"] == (False, True)
    assert [each["hidden"] for each in document["proposals"]] == [False, False, True]


def test_named_session_links_people_to_what_they_did(named: World) -> None:
    document = exported(named.code)
    bob = named.room.people["Sentinelle-Bob"].seat
    cards = {card["title"]: card for card in document["cards"]}
    assert cards["La mine ferme"]["author"] == bob.pk
    assert [reading["side"] for reading in cards["La mine ferme"]["readings"]] == [
        "own",
        "peers",
        "peers",
        "own",
    ]
    ballots = {ballot["participant"]: ballot for ballot in document["polls"][0]["ballots"]}
    assert ballots[bob.pk]["choices"] == [
        {"proposal": named.balises["trust"], "dots": SECRET_DOTS},
        {"proposal": named.balises["share"], "dots": 1},
    ]


def test_removed_participant_is_marked(named: World) -> None:
    removed = {person["name"]: person["removed"] for person in exported(named.code)["participants"]}
    assert removed == {
        "Sentinelle-Bob": False,
        "Sentinelle-Chloé": False,
        "Sentinelle-Gaston": True,
    }


def test_balise_keeps_its_source_cards(named: World) -> None:
    share = exported(named.code)["proposals"][1]
    assert share["cards"] == sorted([named.cards["mine"].pk, named.cards["farm"].pk])


def test_two_exports_of_one_state_are_the_same_bytes(named: World) -> None:
    assert write_json(read_outcome(named.code)) == write_json(read_outcome(named.code))
