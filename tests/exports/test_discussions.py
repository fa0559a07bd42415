"""What discussions moved, in every format."""

import json
from uuid import uuid4

from sessions.commands import discussions, readings
from sessions.exports.facts import MovedFacts
from sessions.exports.formats import FORMATS
from sessions.exports.outcome import read_outcome
from sessions.exports.report import build_report
from sessions.exports.tables import tables
from tests.exports.worlds import World

SENTENCE = "Après l’échange, l’écart sur «\u00a0Engagement\u00a0» est passé de 2 à 0."


def discuss(world: World, *, ended: bool = True) -> None:
    """« La mine ferme », which Bob read at 3 and Chloé at 1: she comes to 3."""
    room, card = world.room, world.cards["mine"].pk
    room.go_to("lecture")
    opened = discussions.open_discussion(room.leader, uuid4(), card, stake="engagement")
    tags: dict[str, readings.Tag] = {"engagement": {"intensity": 3, "reason": ""}}
    readings.read_card(room.people["Sentinelle-Chloé"].actor, uuid4(), card, tags=tags)
    if ended:
        discussions.settle_discussion(room.leader, uuid4(), opened.subject, ended=True)


def test_outcome_tells_both_sides_before_and_after(named: World) -> None:
    discuss(named)
    (told,) = read_outcome(named.code).discussions
    assert (told.card, told.stake, told.running) == (named.cards["mine"].pk, "engagement", False)
    assert told.moved == [MovedFacts("engagement", 3.0, 1.0, 2.0, 3.0, 3.0, 0.0)]


def test_running_discussion_tells_what_is_read_now(named: World) -> None:
    discuss(named, ended=False)
    (told,) = read_outcome(named.code).discussions
    assert (told.running, told.moved[0].gap_after) == (True, 0.0)


def test_compte_rendu_says_it_in_a_sentence(named: World) -> None:
    discuss(named)
    assert SENTENCE in FORMATS["html"].write(read_outcome(named.code)).decode()


def test_files_have_a_row_for_each_stake(named: World) -> None:
    discuss(named)
    outcome = read_outcome(named.code)
    (table,) = (table for table in tables(outcome) if table.name == "echanges")
    assert [row[4:] for row in table.rows] == [(3.0, 1.0, 2.0, 3.0, 3.0, 0.0)]
    document = json.loads(FORMATS["json"].write(outcome))
    assert document["discussions"][0]["moved"][0]["gap_before"] == 2.0
    assert {row["stake"] for row in document["territory_readings"]} >= {"engagement"}


def test_hidden_card_is_not_in_the_compte_rendu(named: World) -> None:
    discuss(named)
    named.cards["mine"].refresh_from_db()
    named.cards["mine"].hidden_at = named.cards["mine"].created_at
    named.cards["mine"].save()
    assert build_report(read_outcome(named.code)).moved == []
