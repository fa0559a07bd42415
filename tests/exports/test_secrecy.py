"""What no export may tell: searched for in every byte of every format."""

import io
import json
import zipfile

import pytest

from sessions.exports.formats import FORMATS
from sessions.exports.outcome import read_outcome
from sessions.models import Facilitator
from tests.exports.worlds import SECRET_DOTS, World, hold_session
from tests.factories import make_room

SENTINEL = "Sentinelle"


def texts(code: str) -> dict[str, str]:
    """Every export as one text: the files, the page, and the tables of the zip one after another."""
    outcome = read_outcome(code)
    found = {}
    for key, each in FORMATS.items():
        content = each.write(outcome)
        if each.extension == "zip":
            archive = zipfile.ZipFile(io.BytesIO(content))
            content = b"\n".join(archive.read(name) for name in archive.namelist())
        found[key] = content.decode()
        if each.show:
            found[f"{key} page"] = each.show(outcome).decode()
    return found


@pytest.mark.parametrize("secrecy", ["named", "anonymous"])
@pytest.mark.parametrize("vote", ["open", "closed"])
def test_exports_hold_no_dot_while_the_vote_is_sealed(
    stakes: None, alice: Facilitator, secrecy: str, vote: str
) -> None:
    world = hold_session(make_room(alice, secrecy=secrecy), vote=vote)
    for key, text in texts(world.code).items():
        assert str(SECRET_DOTS) not in text, key


@pytest.mark.parametrize("vote", ["open", "closed"])
def test_outcome_tells_options_and_turnout_while_the_vote_is_sealed(
    stakes: None, alice: Facilitator, vote: str
) -> None:
    world = hold_session(make_room(alice), vote=vote)
    (poll,) = read_outcome(world.code).polls
    assert (poll.results, poll.voters, poll.ballots) == (None, None, None)
    assert poll.turnout == 2
    assert set(poll.options) == {world.balises["trust"], world.balises["share"]}


def test_revealed_vote_of_a_named_seance_is_told_in_every_format(named: World) -> None:
    for key, text in texts(named.code).items():
        assert str(SECRET_DOTS) in text, key


def test_anonymous_compte_rendu_names_nobody(anonymous: World) -> None:
    found = texts(anonymous.code)
    assert SENTINEL not in found["html"]
    assert SENTINEL not in found["html page"]


def test_anonymous_json_names_people_in_the_list_of_participants_only(anonymous: World) -> None:
    document = json.loads(texts(anonymous.code)["json"])
    people = document.pop("participants")
    assert {person["name"].split("-")[0] for person in people} == {SENTINEL}
    assert SENTINEL not in json.dumps(document)


def test_anonymous_outcome_has_no_thread_from_a_person_to_a_contribution(
    anonymous: World,
) -> None:
    outcome = read_outcome(anonymous.code)
    assert {(person.id, person.joined_at) for person in outcome.participants} == {(None, None)}
    assert {card.author for card in outcome.cards} == {None}
    readings = [reading for card in outcome.cards for reading in card.readings]
    assert {(reading.reader, reading.territory) for reading in readings} == {(None, None)}
    # Of a few readers not even the number: a mean of one is that person's reading.
    assert {reading.intensity for reading in readings} == {None}
    means = [each for card in outcome.cards for each in card.double_reading]
    assert {(each.own, each.peers, each.difference) for each in means} == {(None, None, None)}
    assert {(each.own_readers, each.peer_readers) for each in means} == {(None, None)}
    assert outcome.territory_readings == []
    assert {(each.author, each.supporters) for each in outcome.proposals} == {(None, None)}
    assert {poll.ballots for poll in outcome.polls} == {None}
    assert {entry.actor for entry in outcome.journal} == {None}


def test_anonymous_participants_are_not_in_the_order_of_their_arrival(
    stakes: None, alice: Facilitator
) -> None:
    room = make_room(alice, secrecy="anonymous")
    for name in ("Zoé", "Anne", "Marc"):
        room.seat(name, "Malaunay")
    people = read_outcome(room.session.code).participants
    assert [person.name for person in people] == ["Anne", "Marc", "Zoé"]


def test_anonymous_vote_keeps_small_territories_back(anonymous: World) -> None:
    (poll,) = read_outcome(anonymous.code).polls
    assert poll.results
    assert poll.voters
    shares = [share for result in poll.results for share in result["by_territory"]]
    assert {share["dots"] for share in shares} == {None}
    assert {each.voters for each in poll.voters} == {None}


def test_anonymous_csv_tells_no_support_and_no_ballot(anonymous: World) -> None:
    content = FORMATS["csv"].write(read_outcome(anonymous.code))
    archive = zipfile.ZipFile(io.BytesIO(content))
    for name in ("soutiens.csv", "bulletins.csv"):
        assert len(archive.read(name).splitlines()) == 1, name


def test_exports_never_tell_a_key_or_an_address(named: World) -> None:
    session, people = named.room.session, named.room.people.values()
    secrets = [
        session.screen_key,
        named.room.facilitator.email,
        *(person.key for person in people),
        *(person.seat.seat_fingerprint for person in people),
        *(person.actor.voter_key for person in people),
    ]
    for key, text in texts(named.code).items():
        assert not [secret for secret in secrets if secret in text], key
