"""Builds the demonstration référentiel. Its balises are our own, told by fictive territories.

All are marked « exemple fictif »: the text of the season 1 référentiel is under a licence that forbids shipping it
(docs/domain.md), and no real territory is made to say what it did not.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from referentiel.commands.amendments import amend_balise
from referentiel.commands.balises import (
    Given,
    Wording,
    merge_balise,
    move_balise,
    reword_balise,
    take_balise,
)
from referentiel.commands.base import Author, keep
from referentiel.commands.evidence import Piece
from referentiel.commands.trials import Answer, Trial, take_trial
from referentiel.demo.crossings import cross_examples
from referentiel.demo.editions import FIRST, SECOND, publish_example
from referentiel.demo.resources import add_examples
from referentiel.demo.trajectories import TELLER
from referentiel.demo.trajectories import publish_example as publish_trajectory
from referentiel.models import (
    Balise,
    BaliseState,
    EvidenceKind,
    Season,
    Stake,
    Territory,
    TrialAnswer,
)

STORY = Path(__file__).with_name("balises.json")
TESTED_ON, TESTED_IN = date(2019, 11, 14), "Séance fictive\u00a0: mettre à l’épreuve"
TESTED_EDITION, TESTED_VERSION = 1, 2
"""Season 2 put the first edition to the test, which holds the second version of each of its balises."""
DEMO = Author("demo_referentiel")

Story = dict[str, Any]


def has_demo() -> bool:
    """Tells whether the référentiel has an example already."""
    return Balise.objects.filter(is_example=True).exists()


@transaction.atomic
def build_demo() -> int:
    """Builds every balise with its sources and its life, and what stands beside them; returns how many balises.

    The référentiel must be loaded: raises Season.DoesNotExist otherwise.
    """
    story: Story = json.loads(STORY.read_text(encoding="utf-8"))
    builder = _Builder(story)
    made = {told["key"]: builder.first(told) for told in story["balises"]}
    of_season_1 = [told["key"] for told in story["balises"] if told["sources"][0]["season"] == 1]
    publish_example(FIRST, [made[key] for key in of_season_1], author=DEMO)
    for told in story["balises"]:
        builder.go_on(made[told["key"]], told)
    for merge in story["merges"]:
        balise, heir = made[merge["balise"]], made[merge["into"]]
        merge_balise(balise, heir, author=DEMO, why=merge["why"])
    publish_example(SECOND, made.values(), author=DEMO)
    cross_examples(author=DEMO)
    builder.publish_trajectory()
    add_examples(builder.seasons[1], author=DEMO)
    return len(made)


def fictive_territories(slugs: Iterable[str]) -> list[Territory]:
    """Finds the fictive territories of these slugs, and adds those that are missing."""
    story: Story = json.loads(STORY.read_text(encoding="utf-8"))
    told = {territory["slug"]: territory for territory in story["territories"]}
    return [_territory(told[slug]) for slug in slugs]


def _territory(told: Story) -> Territory:
    known = Territory.objects.filter(slug=told["slug"]).first()
    if known is None:
        known = Territory(is_example=True, **told)
        keep(known, author=DEMO)
    return known


class _Builder:
    """Knows the rows that the story refers to."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.territories = {told["slug"]: _territory(told) for told in story["territories"]}
        self.seasons = {number: Season.objects.get(number=number) for number in (1, 2, 3)}
        self.stakes = {stake.key: stake.short_title for stake in Stake.objects.all()}

    def first(self, told: Story) -> Balise:
        """One balise: its first wording with its first source."""
        balise = take_balise(self.sources(told)[0], author=DEMO).balise
        wording = _wording(told["versions"][0])
        reword_balise(balise, wording, seen=1, author=DEMO, why="La fiche est rédigée.")
        return balise

    def sources(self, told: Story) -> list[Given]:
        """What each séance gives to a balise."""
        stakes = told["versions"][0]["stakes"]
        return [
            self.given(told["key"], number, source, stakes)
            for number, source in enumerate(told["sources"])
        ]

    def go_on(self, balise: Balise, told: Story) -> None:
        """The life of a balise since then: the other sources, versions, moves and trials."""
        for source in self.sources(told)[1:]:
            self.add_source(balise, source)
        for version in told["versions"][1:]:
            seen = balise.versions.count()
            reword_balise(balise, _wording(version), seen=seen, author=DEMO, why=version["why"])
        for move in told["moves"]:
            move_balise(balise, BaliseState(move["state"]), author=DEMO, why=move["why"])
        if told["trials"]:
            take_trial(balise, self.trial(told), author=DEMO)
        if "amendment" in told:
            self.amend(balise, told)

    def amend(self, balise: Balise, told: Story) -> None:
        """The next version, which the séance that had tested the balise consented to."""
        said, key = told["amendment"], told["key"]
        particulars = {
            "supports": said["supports"],
            "was": balise.versions.latest("number").statement,
            "tested": TESTED_VERSION,
            "edition": TESTED_EDITION,
            "trial": f"exemple/{key}/trial",
        }
        wording = Piece(
            f"exemple/{key}/amendment/0",
            EvidenceKind.AMENDMENT,
            said["statement"],
            particulars=particulars,
        )
        given = Given([wording], self.seasons[2], TESTED_IN, TESTED_ON, is_example=True)
        amend_balise(balise, given, seen=None, author=DEMO, why=said["why"])

    def add_source(self, balise: Balise, given: Given) -> None:
        """Another séance worded it too: what it gives is taken, and merged into the balise."""
        other = take_balise(given, author=DEMO).balise
        merge_balise(other, balise, author=DEMO, why="Formulée de nouveau.")

    def given(self, key: str, number: int, source: Story, stakes: list[str]) -> Given:
        """What a séance gives."""
        return Given(
            pieces=list(self.pieces(f"exemple/{key}/{number}", source)),
            season=self.seasons[source["season"]],
            session_title=source["session"],
            held_on=date.fromisoformat(source["held_on"]),
            stakes=stakes,
            is_example=True,
        )

    def trial(self, told: Story) -> Trial:
        """What the territories of season 2 answered."""
        answers = [
            Answer(
                f"exemple/{told['key']}/trial/{number}",
                self.territories[answer["territory"]],
                TrialAnswer(answer["answer"]),
                answer["text"],
                answer["dissent"],
            )
            for number, answer in enumerate(told["trials"])
        ]
        season = self.seasons[2]
        return Trial(answers, TESTED_VERSION, season, TESTED_IN, TESTED_ON, TESTED_EDITION)

    def pieces(self, origin: str, source: Story) -> Iterator[Piece]:
        """The wording, the cards and the vote of a source."""
        supports = {"supports": source["supports"]}
        yield Piece(origin, EvidenceKind.WORDING, source["wording"], particulars=supports)
        for number, card in enumerate(source["cards"]):
            yield self.card(f"{origin}/card/{number}", card)
        if source["vote"]:
            shares = [
                {"territory": name, "said": said} for name, said in source["vote"]["shares"].items()
            ]
            yield Piece(
                f"{origin}/vote/0",
                EvidenceKind.VOTE,
                "Vote par points",
                particulars={**source["vote"], "shares": shares},
            )

    def publish_trajectory(self) -> None:
        """What a territory told in the first two seasons, on its page."""
        told = [
            (source, [self.card("", card) for card in source["cards"]])
            for balise in self.story["balises"]
            for source in balise["sources"]
            if source["season"] < 3
        ]
        teller = self.territories[TELLER]
        publish_trajectory(told, teller, self.seasons[2], author=DEMO)

    def card(self, origin: str, card: Story) -> Piece:
        """A card with its double reading."""
        readings = [
            {**reading, "title": self.stakes[reading["stake"]], "gap": _is_gap(reading)}
            for reading in card["readings"]
        ]
        return Piece(
            origin,
            EvidenceKind.CARD,
            card["title"],
            card["text"],
            card["moment"],
            self.territories[card["territory"]],
            {"kind": card["kind"], "readings": readings},
        )


def _wording(version: Story) -> Wording:
    return Wording(**{name: value for name, value in version.items() if name != "why"})


def _is_gap(reading: Story) -> bool:
    """As a séance tells it (docs/domain.md, « The double reading »)."""
    own, peers = reading["own"], reading["peers"]
    return own is not None and peers is not None and abs(own - peers) >= 1
