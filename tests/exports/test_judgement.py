"""A vote by judgement in every export: nothing before the reveal, and afterwards only what secrecy allows."""

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from jsonschema import Draft202012Validator

from sessions.audience import AUDIENCES
from sessions.commands import polls
from sessions.document import Figure, Stacks
from sessions.exports.formats import FORMATS
from sessions.exports.outcome import read_outcome
from sessions.exports.sections import compte_rendu
from sessions.fragments.boards import render_board
from sessions.models import AtelierSession, Facilitator, Poll
from sessions.queries.amendments import vote_results
from tests.exports.test_sections import inside
from tests.exports.worlds import World, hold_session
from tests.factories import make_room

GRADES = ["Porteuse", "Utile", "Hors sujet"]


def judge(alice: Facilitator, secrecy: str, *, state: str) -> World:
    """Bob finds « trust » best, Chloé leaves it out; both find « share » useful. A third person grades nothing."""
    room = make_room(alice, secrecy=secrecy)
    world = hold_session(room, vote="none")
    third = room.seat("Sentinelle-Dora", "Malaunay")
    room.session.steps.filter(kind_key="vote").update(
        settings={"method": "judgement", "grades": GRADES}
    )
    room.go_to("vote")
    poll = room.open_poll()
    trust, share = world.balises["trust"], world.balises["share"]
    bob, chloe = room.people["Sentinelle-Bob"], room.people["Sentinelle-Chloé"]
    polls.cast_ballot(bob.actor, uuid4(), poll.pk, choices={trust: 3, share: 2})
    polls.cast_ballot(chloe.actor, uuid4(), poll.pk, choices={share: 2})
    polls.cast_ballot(third.actor, uuid4(), poll.pk, choices={})
    if state != "open":
        polls.close_poll(room.leader, uuid4(), poll.pk)
    if state == "revealed":
        polls.reveal_poll(room.leader, uuid4(), poll.pk)
    world.poll = Poll.objects.get(pk=poll.pk)
    return world


def exported(world: World) -> dict[str, Any]:
    """The vote in the JSON, which follows the schema."""
    schema = Path(settings.BASE_DIR) / "docs" / "export.schema.json"
    document = json.loads(FORMATS["json"].write(read_outcome(world.code)))
    Draft202012Validator(json.loads(schema.read_text())).validate(document)
    (poll,) = document["polls"]
    return dict(poll)


def test_named_vote_is_told_in_every_format(stakes: None, alice: Facilitator) -> None:
    world = judge(alice, "named", state="revealed")
    poll = exported(world)
    share, trust = poll["results"]
    assert poll["grades"] == GRADES
    assert [share["proposal"], trust["proposal"]] == [
        world.balises["share"],
        world.balises["trust"],
    ]
    assert [(each["rank"], each["median"]) for each in (share, trust)] == [
        (1, "Utile"),
        (2, "Hors sujet"),
    ]
    assert [each["number"] for each in trust["judgements"]] == [1, 0, 1]
    assert (trust["without_grade"], trust["abstained"]) == (1, 1)
    assert trust["weighted"] == {"rank": 2, "median": "Hors sujet", "judgements": [1, 0, 1]}
    assert "mention majoritaire est plus haute" in share["why"]
    assert {"proposal": world.balises["trust"], "grade": 3} in poll["ballots"][0]["choices"]
    page = FORMATS["html"].write(read_outcome(world.code)).decode()
    for words in (
        "Balinski",
        "rang 1",
        "mention majoritaire est plus haute",
        "1 bulletin ne donne",
    ):
        assert words in page
    archive = zipfile.ZipFile(io.BytesIO(FORMATS["csv"].write(read_outcome(world.code))))
    text = archive.read("jugements_mentions.csv").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert rows[1][1:] == [str(world.balises["share"]), "Porteuse", "0"]
    votes = archive.read("votes.csv").decode("utf-8-sig")
    assert "judgement" in votes
    assert "Porteuse | Utile | Hors sujet" in votes


def test_bars_of_the_compte_rendu_have_the_same_numbers(stakes: None, alice: Facilitator) -> None:
    world = judge(alice, "named", state="revealed")
    (section,) = (
        each for each in compte_rendu(read_outcome(world.code)).sections if each.anchor == "votes"
    )
    (figure,) = (block for block in inside(section.blocks) if isinstance(block, Figure))
    assert isinstance(figure.plot, Stacks)
    assert [list(line.numbers) for line in figure.plot.lines] == [[0, 2, 0], [1, 0, 1]]
    assert "2 Utile" in figure.description


def test_confidential_vote_keeps_back_territories_and_what_is_weighted(
    stakes: None, alice: Facilitator
) -> None:
    world = judge(alice, "anonymous", state="revealed")
    poll = exported(world)
    assert poll["ballots"] is None
    for each in poll["results"]:
        assert each["weighted"] is None
        assert {line["judgements"] and line["median"] for line in each["by_territory"]} == {None}
    session = AtelierSession.objects.get(code=world.code)
    for audience in AUDIENCES:
        assert "Chaque territoire pesant autant : rang" not in render_board(
            session, audience
        ).replace("\u00a0", " ")


@pytest.mark.parametrize("state", ["open", "closed"])
def test_nothing_depends_on_the_grades_before_the_reveal(
    stakes: None, alice: Facilitator, state: str
) -> None:
    world = judge(alice, "named", state=state)
    assert world.poll is not None
    session = AtelierSession.objects.get(code=world.code)
    before = [render_board(session, audience) for audience in AUDIENCES]
    facts = exported(world)
    assert (facts["results"], facts["voters"], facts["ballots"]) == (None, None, None)
    world.poll.ballots.update(choices={str(world.balises["trust"]): 1})
    assert [render_board(session, audience) for audience in AUDIENCES] == before
    assert exported(world) == facts


def test_referentiel_keeps_the_rank_the_grade_and_each_territory_in_words(
    stakes: None, alice: Facilitator
) -> None:
    world = judge(alice, "named", state="revealed")
    (vote,) = vote_results(world.room.session.proposals.get(pk=world.balises["trust"]))
    said = vote.result.total.replace("\u00a0", " ")
    assert said.startswith("rang 2, mention majoritaire « Hors sujet » (1 Porteuse, 1 Hors sujet)")
    assert "chaque territoire pesant autant, rang 2" in said
    shares = sorted(each or "" for each in vote.result.by_territory.values())
    assert [each.replace("\u00a0", " ") for each in shares] == [
        "« Hors sujet » (1 Hors sujet)",
        "« Porteuse » (1 Porteuse)",
    ]
