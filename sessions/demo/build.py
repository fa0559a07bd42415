"""Builds the demonstration séances. Their cards and balises are our own, marked « exemple fictif »:

the text of the season 1 référentiel is under a licence that forbids shipping it (docs/domain.md). Their territories are
fictive too: no real one is made to say what it did not.
"""

import json
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.utils import timezone

from referentiel.demo import fictive_territories
from referentiel.demo.ateliers import NUMBER as EXAMPLE_SEASON
from referentiel.models import Season, Territory
from sessions.actor import Actor, Role
from sessions.commands import (
    cards,
    consents,
    discussions,
    merging,
    participants,
    polls,
    proposals,
    readings,
    sessions,
    steps,
    tables,
)
from sessions.commands.sessions import Plan
from sessions.models import AtelierSession, Facilitator
from sessions.queries.openings import Opening
from sessions.voting.consent.answers import Moment
from sessions.voting.method import Choices

STORIES = Path(__file__).parent

Story = dict[str, Any]


def find_demo() -> AtelierSession | None:
    """The demonstration séance, if it was built: the one that people are asked into."""
    examples = AtelierSession.objects.filter(is_example=True)
    return examples.exclude(season__number=EXAMPLE_SEASON).order_by("pk").first()


def build_demo(facilitator: Facilitator) -> AtelierSession:
    """An open séance at the step « Récits », with people, cards, a discussion, balises and three revealed votes.

    The référentiel must be loaded: raises Season.DoesNotExist otherwise.
    """
    story = read_story("story")
    plan = Plan(
        title=story["title"],
        season=Season.objects.get(number=story["season"]),
        held_on=timezone.localdate(),
        territories=fictive_territories(person["territory"] for person in story["people"]),
        is_example=True,
    )
    told = Telling(story, facilitator, plan)
    told.tell()
    told.read()
    told.propose()
    told.vote()
    told.judge()
    told.consent()
    told.go_to("recits")
    return told.session


def read_story(name: str) -> Story:
    """What is told in a séance of the demonstration."""
    story: Story = json.loads(STORIES.joinpath(f"{name}.json").read_text(encoding="utf-8"))
    return story


class Telling:
    """Opens a séance of the demonstration with its people, who then do what the story says."""

    def __init__(self, story: Story, facilitator: Facilitator, plan: Plan) -> None:
        self.story = story
        self.session = sessions.create_session(facilitator, uuid4(), plan)
        self.leader = Actor(self.session.pk, Role.FACILITATOR, facilitator.pk)
        sessions.open_session(self.leader, uuid4())
        self.people = {each["territory"]: _seat(self.session, each) for each in story["people"]}
        self.steps = {step.kind_key: step.pk for step in self.session.steps.all()}
        self.cards: dict[str, int] = {}
        self.proposals: list[int] = []

    def go_to(self, kind: str) -> None:
        """Opens the step of this kind."""
        steps.open_step(self.leader, uuid4(), self.steps[kind])

    def tell(self) -> None:
        """Everybody tells their cards; a carried one that the story goes on with is reworded."""
        self.go_to("recits")
        self.cards |= {
            card["key"]: _tell(self.people[card["by"]], card) for card in self.story["cards"]
        }
        for again in self.story.get("reworded", ()):
            self._reword(again)

    def _reword(self, again: Story) -> None:
        card = self.session.cards.get(title=again["was"])
        kept = {name: getattr(card, name) for name in ("kind", "moment", "organisation")}
        told = {**kept, "title": again["title"], "text": again["text"]}
        cards.edit_card(self.people[again["by"]], uuid4(), card.pk, **told)

    def read(self) -> None:
        """Everybody reads what the others told."""
        self.go_to("lecture")
        for reading in self.story["readings"]:
            _read(self.people[reading["by"]], reading, self.cards)
        for discussion in self.story.get("discussions", ()):
            _discuss(self.leader, self.people, discussion, self.cards)

    def propose(self) -> None:
        """Balises emerge from the cards."""
        self.go_to("emergence")
        worded: dict[str, int] = {}
        for proposal in self.story["proposals"]:
            pk = _propose(self.people, proposal, self.cards)
            worded[proposal.get("key", "")] = pk
            if "into" not in proposal:
                self.proposals.append(pk)
            else:
                merging.merge_proposals(self.leader, uuid4(), worded[proposal["into"]], other=pk)

    def vote(self) -> None:
        """People vote by dots, a large table of them on paper; their orders disagree. The result is revealed."""
        self.go_to("vote")
        said = self.story["vote"]
        poll = polls.open_poll(self.leader, uuid4()).subject
        for table in said["tables"]:
            self._enter(poll, table)
        given = {
            each["by"]: dict(zip(self.proposals, each["dots"], strict=True))
            for each in said["ballots"]
        }
        self._reveal(poll, given)

    def _enter(self, poll: int, table: Story) -> None:
        given = zip(self.proposals, table["dots"], strict=True)
        tables.enter_table(
            self.leader,
            uuid4(),
            poll,
            territory=Territory.objects.get(slug=table["territory"]).pk,
            name=table["name"],
            seats=table["seats"],
            tally={str(balise): dots for balise, dots in given if dots},
        )

    def judge(self) -> None:
        """People give a grade to each balise."""
        said = self.story["judgement"]
        best = len(said["grades"])
        numbers = {grade: best - place for place, grade in enumerate(said["grades"])}
        opening = Opening(self.proposals, "judgement", {"grades": said["grades"]})
        given = {
            each["by"]: dict(
                zip(self.proposals, (numbers[grade] for grade in each["grades"]), strict=True)
            )
            for each in said["ballots"]
        }
        self._reveal(polls.open_poll(self.leader, uuid4(), chosen=opening).subject, given)

    def consent(self) -> None:
        """The room consents to one of the balises, with a reserve."""
        said = self.story["consent"]
        balise = self.proposals[said["on"]]
        opening = Opening([balise], "consent", {})
        poll = polls.open_poll(self.leader, uuid4(), chosen=opening).subject
        for moment in list(Moment)[1:]:
            consents.lead_on(self.leader, uuid4(), poll, moment=moment)
        given = {
            each["by"]: {balise: {name: text for name, text in each.items() if name != "by"}}
            for each in said["answers"]
        }
        self._reveal(poll, given)

    def _reveal(self, poll: int, given: Mapping[str, Choices]) -> None:
        """Takes the ballots by territory, and shows what they come to."""
        for territory, choices in given.items():
            polls.cast_ballot(self.people[territory], uuid4(), poll, choices=choices)
        polls.close_poll(
            self.leader, uuid4(), poll, here=[each.id for each in self.people.values()]
        )
        polls.reveal_poll(self.leader, uuid4(), poll)

    def close(self) -> None:
        """Nothing more is said."""
        sessions.close_session(self.leader, uuid4())


def _seat(session: AtelierSession, person: dict[str, str]) -> Actor:
    """Makes a seat that nobody can open, because its fingerprint belongs to no key."""
    answer = participants.join(
        Actor(session.pk, Role.VISITOR),
        uuid4(),
        name=person["name"],
        territory=Territory.objects.get(slug=person["territory"]).pk,
        seat_fingerprint=secrets.token_hex(32),
    )
    seated = Actor(session.pk, Role.PARTICIPANT, answer.subject, secrets.token_hex(32))
    participants.introduce(
        seated,
        uuid4(),
        answer.subject,
        organisation=person.get("organisation", ""),
        family=person.get("family", ""),
    )
    return seated


def _tell(author: Actor, card: dict[str, str]) -> int:
    told = {name: value for name, value in card.items() if name not in {"key", "by"}}
    return cards.post_card(author, uuid4(), is_example=True, **told).subject


def _read(reader: Actor, reading: dict[str, Any], card_ids: dict[str, int]) -> None:
    tags: dict[str, readings.Tag] = {
        stake: {"intensity": intensity, "reason": reason}
        for stake, (intensity, reason) in reading["tags"].items()
    }
    readings.read_card(reader, uuid4(), card_ids[reading["card"]], tags=tags)


def _discuss(
    leader: Actor, people: dict[str, Actor], discussion: dict[str, Any], card_ids: dict[str, int]
) -> None:
    """Puts a card in discussion, lets people read it again, and ends the discussion."""
    card, stake = card_ids[discussion["card"]], discussion["stake"]
    opened = discussions.open_discussion(leader, uuid4(), card, stake=stake)
    for reading in discussion["revised"]:
        _read(people[reading["by"]], reading, card_ids)
    discussions.settle_discussion(leader, uuid4(), opened.subject, ended=True)


def _propose(people: dict[str, Actor], proposal: dict[str, Any], card_ids: dict[str, int]) -> int:
    answer = proposals.propose(
        people[proposal["by"]],
        uuid4(),
        statement=proposal["statement"],
        cards=[card_ids[key] for key in proposal["cards"]],
        texts=proposal.get("texts", {}),
        readings=[
            {"card": card_ids[key], "stake": stake} for key, stake in proposal.get("readings", ())
        ],
        is_example=True,
    )
    for territory in proposal["supported_by"]:
        proposals.support_proposal(people[territory], uuid4(), answer.subject, supported=True)
    return answer.subject
