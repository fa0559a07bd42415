"""Computes the contents of the compte rendu from the outcome: visible things only. `sections/` puts them in words.

People will pass the compte rendu on, so it says less than the complete exports. It holds neither the code of the
séance nor ballots, and no names in an anonymous séance (docs/exports.md).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sessions.cards.kinds import kind_of
from sessions.exports.facts import (
    CardFacts,
    DoubleReadingFacts,
    MovedFacts,
    Outcome,
    ParticipantFacts,
    ProposalFacts,
    SessionFacts,
    StakeFacts,
    StepFacts,
    TerritoryFacts,
    TrialFacts,
)
from sessions.exports.votes.facts import PollFacts
from sessions.models import AtelierSession
from sessions.queries.cards import OWN


@dataclass(frozen=True)
class ReasonLine:
    """Why somebody sees a stake at play; `who` is empty in an anonymous séance."""

    text: str
    own: bool
    intensity: int | None
    who: str
    read_as: str = ""
    """The name under which it was read, where the séance shows another one."""


@dataclass(frozen=True)
class ReadingLine:
    """A stake of a card in its double reading."""

    stake: StakeFacts
    facts: DoubleReadingFacts
    reasons: Sequence[ReasonLine]


@dataclass(frozen=True)
class NumberedCard:
    """A card with its number in its territory's frise."""

    number: int
    facts: CardFacts
    kind_label: str
    author: str
    readings: Sequence[ReadingLine]


@dataclass(frozen=True)
class Trajectory:
    """What one territory told."""

    territory: TerritoryFacts
    people: int
    cards: Sequence[NumberedCard]


@dataclass(frozen=True)
class HeatRow:
    """How many readings see each stake in the cards of a territory."""

    territory: TerritoryFacts
    numbers: Sequence[int]


@dataclass(frozen=True)
class Gap:
    """A stake that a territory and its peers see differently in a card."""

    card: NumberedCard
    territory: TerritoryFacts
    reading: ReadingLine
    difference: float


@dataclass(frozen=True)
class MovedLine:
    """What the discussion of a card moved on one stake."""

    card: NumberedCard
    territory: TerritoryFacts
    stake: StakeFacts
    facts: MovedFacts


@dataclass(frozen=True)
class Source:
    """A card that a balise comes from, the territory of this card, and the stakes of it that the balise draws on."""

    card: CardFacts
    territory: TerritoryFacts
    stakes: Sequence[StakeFacts] = ()


@dataclass(frozen=True)
class BaliseReport:
    """A balise with its provenance; `hidden_sources` counts the cards that are not shown.

    `merged` are the balises that were merged into it: its sources are theirs too.
    """

    facts: ProposalFacts
    author: str
    sources: Sequence[Source]
    hidden_sources: int
    amends: TrialFacts | None = None
    merged: Sequence[ProposalFacts] = ()


@dataclass(frozen=True)
class Presence:
    """Who sat with a territory; no names in an anonymous séance."""

    territory: TerritoryFacts
    names: Sequence[str]
    number: int


@dataclass(frozen=True)
class Report:
    """All that the sections of the compte rendu need."""

    session: SessionFacts
    status_label: str
    is_open: bool
    is_draft: bool
    is_anonymous: bool
    state_at: datetime
    leaders: Sequence[str]
    steps: Sequence[StepFacts]
    stakes: Sequence[StakeFacts]
    minutes: int
    people: int
    cards: int
    readings: int
    trajectories: Sequence[Trajectory]
    heat: Sequence[HeatRow]
    apart: Mapping[tuple[int, str], float]
    """How far apart a territory and its peers are on a stake, where both sides have read."""
    gaps: Sequence[Gap]
    moved: Sequence[MovedLine]
    balises: Sequence[BaliseReport]
    trials: Sequence[TrialFacts]
    territories: Sequence[TerritoryFacts]
    polls: Sequence[PollFacts]
    statements: Mapping[int, str]
    """The statement of every balise, hidden ones too, because a vote may be about them."""
    presences: Sequence[Presence]
    hidden_cards: int
    hidden_balises: int
    has_examples: bool


def build_report(outcome: Outcome) -> Report:
    """Builds the report. This makes no query, because the outcome holds everything."""
    session = outcome.session
    cards = [card for card in outcome.cards if not card.hidden]
    balises = [each for each in outcome.proposals if not each.hidden and each.merged_into is None]
    seated = [person for person in outcome.participants if not person.removed]
    trajectories = _trajectories(outcome, cards, seated)
    return Report(
        session=session,
        status_label=str(AtelierSession.Status(session.status).label),
        is_open=session.status == AtelierSession.Status.OPEN,
        is_draft=session.status == AtelierSession.Status.DRAFT,
        is_anonymous=session.secrecy == AtelierSession.Secrecy.ANONYMOUS,
        state_at=outcome.journal[-1].at if outcome.journal else session.created_at,
        leaders=[each.name for each in session.facilitators if each.name],
        steps=outcome.steps,
        stakes=outcome.stakes,
        minutes=sum(step.minutes for step in outcome.steps),
        people=len(seated),
        cards=len(cards),
        readings=sum(len(card.readings) for card in cards),
        trajectories=trajectories,
        heat=_heat(outcome, cards),
        apart={(each.territory, each.stake): each.gap for each in outcome.territory_readings},
        gaps=_gaps(trajectories),
        moved=_moved(outcome, trajectories),
        balises=_balises(outcome, balises),
        trials=outcome.trials,
        territories=outcome.territories,
        polls=outcome.polls,
        statements={each.id: each.statement for each in outcome.proposals},
        presences=_presences(outcome, seated),
        hidden_cards=len(outcome.cards) - len(cards),
        hidden_balises=sum(each.hidden for each in outcome.proposals),
        has_examples=any(card.is_example for card in cards)
        or any(balise.is_example for balise in balises),
    )


def _trajectories(
    outcome: Outcome, cards: Sequence[CardFacts], seated: Sequence[ParticipantFacts]
) -> list[Trajectory]:
    stakes = {stake.key: stake for stake in outcome.stakes}
    names = _names(outcome)
    found = []
    for territory in outcome.territories:
        own = [card for card in cards if card.territory == territory.id]
        numbered = [
            _numbered(number, card, stakes, names) for number, card in enumerate(own, start=1)
        ]
        people = sum(person.territory == territory.id for person in seated)
        found.append(Trajectory(territory, people, numbered))
    return found


def _names(outcome: Outcome) -> dict[int | None, str]:
    """The names by participant; empty in an anonymous séance, where participants have no identifier."""
    return {person.id: person.name for person in outcome.participants if person.id is not None}


def _numbered(
    number: int,
    card: CardFacts,
    stakes: Mapping[str, StakeFacts],
    names: Mapping[int | None, str],
) -> NumberedCard:
    return NumberedCard(
        number=number,
        facts=card,
        kind_label=str(kind_of(card.kind).word),
        author=names.get(card.author, ""),
        readings=[
            ReadingLine(stakes[each.stake], each, _reasons(card, stakes[each.stake], names))
            for each in card.double_reading
        ],
    )


def _reasons(
    card: CardFacts, stake: StakeFacts, names: Mapping[int | None, str]
) -> list[ReasonLine]:
    return [
        ReasonLine(
            reading.reason,
            reading.side == OWN,
            reading.intensity,
            names.get(reading.reader, ""),
            reading.read_as if reading.read_as and reading.read_as != stake.short_title else "",
        )
        for reading in card.readings
        if reading.stake == stake.key and reading.reason
    ]


def _heat(outcome: Outcome, cards: Sequence[CardFacts]) -> list[HeatRow]:
    return [
        HeatRow(
            territory,
            [_readings_of(cards, territory.id, stake.key) for stake in outcome.stakes],
        )
        for territory in outcome.territories
    ]


def _readings_of(cards: Sequence[CardFacts], territory: int, stake: str) -> int:
    return sum(
        reading.stake == stake
        for card in cards
        if card.territory == territory
        for reading in card.readings
    )


def _gaps(trajectories: Sequence[Trajectory]) -> list[Gap]:
    """The gaps, the widest first: these deserve the longest discussion."""
    gaps = [
        Gap(card, trajectory.territory, reading, reading.facts.difference)
        for trajectory in trajectories
        for card in trajectory.cards
        for reading in card.readings
        if reading.facts.gap and reading.facts.difference is not None
    ]
    return sorted(gaps, key=lambda gap: -gap.difference)


def _moved(outcome: Outcome, trajectories: Sequence[Trajectory]) -> list[MovedLine]:
    """What the discussions moved, in the order in which they were held. A hidden card is left out."""
    shown = {
        card.facts.id: (card, trajectory.territory)
        for trajectory in trajectories
        for card in trajectory.cards
    }
    stakes = {stake.key: stake for stake in outcome.stakes}
    return [
        MovedLine(*shown[discussion.card], stakes[facts.stake], facts)
        for discussion in outcome.discussions
        for facts in discussion.moved
        if discussion.card in shown
    ]


def _balises(outcome: Outcome, balises: Sequence[ProposalFacts]) -> list[BaliseReport]:
    cards = {card.id: card for card in outcome.cards}
    territories = {territory.id: territory for territory in outcome.territories}
    trials = {trial.id: trial for trial in outcome.trials}
    names = _names(outcome)
    merged = _merged(outcome.proposals)
    found = []
    for balise in balises:
        family = [balise, *merged.get(balise.id, ())]
        cited = sorted({pk for each in family for pk in each.cards})
        drawn = {(one.card, one.stake) for each in family for one in each.readings}
        sources = [
            Source(
                cards[pk],
                territories[cards[pk].territory],
                [stake for stake in outcome.stakes if (pk, stake.key) in drawn],
            )
            for pk in cited
            if not cards[pk].hidden
        ]
        authors = dict.fromkeys(names[each.author] for each in family if each.author in names)
        author, amends = ", ".join(filter(None, authors)), trials.get(balise.amends or 0)
        hidden = len(cited) - len(sources)
        found.append(BaliseReport(balise, author, sources, hidden, amends, family[1:]))
    return found


def _merged(proposals: Sequence[ProposalFacts]) -> dict[int, list[ProposalFacts]]:
    """The balises that were merged, by the living one at the end of their way."""
    parents = {each.id: each.merged_into for each in proposals}
    found: dict[int, list[ProposalFacts]] = {}
    for each in proposals:
        heir = each.id
        while (parent := parents[heir]) is not None:
            heir = parent
        if heir != each.id:
            found.setdefault(heir, []).append(each)
    return found


def _presences(outcome: Outcome, seated: Sequence[ParticipantFacts]) -> list[Presence]:
    named = outcome.session.secrecy == AtelierSession.Secrecy.NAMED
    found = []
    for territory in outcome.territories:
        people = [person.name for person in seated if person.territory == territory.id]
        found.append(Presence(territory, people if named else [], len(people)))
    return found
