"""Builds the demonstration séance. Its cards and balises are our own, marked « exemple fictif »:

the text of the season 1 référentiel is under a licence that forbids shipping it (docs/domain.md). Its territories are
fictive too: no real one is made to say what it did not.
"""

import json
import secrets
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.utils import timezone

from referentiel.demo import fictive_territories
from referentiel.models import Season, Territory
from sessions.actor import Actor, Role
from sessions.commands import (
    cards,
    participants,
    polls,
    proposals,
    readings,
    sessions,
    steps,
    tables,
)
from sessions.models import AtelierSession, Facilitator

STORY = Path(__file__).with_name("story.json")

Story = dict[str, Any]


def find_demo() -> AtelierSession | None:
    """The demonstration séance, if it was built."""
    return AtelierSession.objects.filter(is_example=True).order_by("pk").first()


def build_demo(facilitator: Facilitator) -> AtelierSession:
    """An open séance at the step « Récits », with people, cards, readings, three balises and a revealed vote on them.

    The référentiel must be loaded: raises Season.DoesNotExist otherwise.
    """
    story: Story = json.loads(STORY.read_text(encoding="utf-8"))
    session = _prepare(story, facilitator)
    leader = Actor(session.pk, Role.FACILITATOR, facilitator.pk)
    sessions.open_session(leader, uuid4())
    people = {person["territory"]: _seat(session, person) for person in story["people"]}
    step_ids = {step.kind_key: step.pk for step in session.steps.all()}
    steps.open_step(leader, uuid4(), step_ids["recits"])
    card_ids = {card["key"]: _tell(people[card["by"]], card) for card in story["cards"]}
    steps.open_step(leader, uuid4(), step_ids["lecture"])
    for reading in story["readings"]:
        _read(people[reading["by"]], reading, card_ids)
    steps.open_step(leader, uuid4(), step_ids["emergence"])
    balises = [_propose(people, proposal, card_ids) for proposal in story["proposals"]]
    steps.open_step(leader, uuid4(), step_ids["vote"])
    _vote(leader, people, story["vote"], balises)
    steps.open_step(leader, uuid4(), step_ids["recits"])
    return session


def _prepare(story: Story, facilitator: Facilitator) -> AtelierSession:
    plan = sessions.Plan(
        title=story["title"],
        season=Season.objects.get(number=story["season"]),
        held_on=timezone.localdate(),
        territories=fictive_territories(person["territory"] for person in story["people"]),
        is_example=True,
    )
    return sessions.create_session(facilitator, uuid4(), plan)


def _seat(session: AtelierSession, person: dict[str, str]) -> Actor:
    """Makes a seat that nobody can open, because its fingerprint belongs to no key."""
    answer = participants.join(
        Actor(session.pk, Role.VISITOR),
        uuid4(),
        name=person["name"],
        territory=Territory.objects.get(slug=person["territory"]).pk,
        seat_fingerprint=secrets.token_hex(32),
    )
    return Actor(session.pk, Role.PARTICIPANT, answer.subject, secrets.token_hex(32))


def _tell(author: Actor, card: dict[str, str]) -> int:
    told = {name: value for name, value in card.items() if name not in {"key", "by"}}
    return cards.post_card(author, uuid4(), is_example=True, **told).subject


def _read(reader: Actor, reading: dict[str, Any], card_ids: dict[str, int]) -> None:
    tags: dict[str, readings.Tag] = {
        stake: {"intensity": intensity, "reason": reason}
        for stake, (intensity, reason) in reading["tags"].items()
    }
    readings.read_card(reader, uuid4(), card_ids[reading["card"]], tags=tags)


def _vote(
    leader: Actor, people: dict[str, Actor], vote: dict[str, Any], balises: list[int]
) -> None:
    """A revealed vote: a large table on paper and three other territories, whose orders disagree."""
    poll = polls.open_poll(leader, uuid4()).subject
    for ballot in vote["ballots"]:
        choices = dict(zip(balises, ballot["dots"], strict=True))
        polls.cast_ballot(people[ballot["by"]], uuid4(), poll, choices=choices)
    for table in vote["tables"]:
        given = zip(balises, table["dots"], strict=True)
        tables.enter_table(
            leader,
            uuid4(),
            poll,
            territory=Territory.objects.get(slug=table["territory"]).pk,
            name=table["name"],
            seats=table["seats"],
            tally={str(balise): dots for balise, dots in given if dots},
        )
    everybody = [actor.id for actor in people.values()]
    polls.close_poll(leader, uuid4(), poll, here=everybody)
    polls.reveal_poll(leader, uuid4(), poll)


def _propose(people: dict[str, Actor], proposal: dict[str, Any], card_ids: dict[str, int]) -> int:
    answer = proposals.propose(
        people[proposal["by"]],
        uuid4(),
        statement=proposal["statement"],
        cards=[card_ids[key] for key in proposal["cards"]],
        is_example=True,
    )
    for territory in proposal["supported_by"]:
        proposals.support_proposal(people[territory], uuid4(), answer.subject, supported=True)
    return answer.subject
