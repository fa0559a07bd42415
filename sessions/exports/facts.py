"""What an export says: plain facts, from which everything that secrecy keeps back is already removed.

Every format is built from these and from nothing else; the JSON export is these, field by field
(docs/export.schema.json). A field that secrecy empties is None, never a guess.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sessions.exports.votes.facts import PollFacts


@dataclass(frozen=True)
class SeasonFacts:
    """The season that the séance belongs to."""

    number: int
    title: str
    theme: str


@dataclass(frozen=True)
class AtelierFacts:
    """The atelier of the season that the séance is held in. Place and days are empty where nobody wrote them down."""

    number: int
    theme: str
    place: str
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True)
class FacilitatorFacts:
    """Who led. The name may be empty; the e-mail address is never exported."""

    id: int
    name: str


@dataclass(frozen=True)
class ReferentielFacts:
    """Names the référentiel whose stakes the séance is read against."""

    slug: str
    name: str


@dataclass(frozen=True)
class SessionFacts:
    """The séance. `current_step` is a position in its agenda, `last_seq` the number of its last entry."""

    code: str
    title: str
    season: SeasonFacts | None
    atelier: AtelierFacts | None
    referentiel: ReferentielFacts
    held_on: date
    time_zone: str
    status: str
    secrecy: str
    is_example: bool
    facilitators: Sequence[FacilitatorFacts]
    current_step: int | None
    last_seq: int
    created_at: datetime
    opened_at: datetime | None
    closed_at: datetime | None


@dataclass(frozen=True)
class StepFacts:
    """One part of the agenda."""

    position: int
    kind: str
    name: str
    instruction: str
    minutes: int


@dataclass(frozen=True)
class StakeFacts:
    """Holds one of the stakes, in their order. A closed séance keeps the names that they had at its close.

    `now` is the short title of today where it differs; `formerly` are other names under which the séance read it.
    """

    key: str
    short_title: str
    title: str
    now: str = ""
    formerly: Sequence[str] = ()


@dataclass(frozen=True)
class TerritoryFacts:
    """A territory of the séance."""

    id: int
    name: str
    kind: str


@dataclass(frozen=True)
class ParticipantFacts:
    """Somebody who sat down; `id` and `joined_at` are None in an anonymous séance.

    There, an identifier or a time would connect a name with what that person did. `organisation` and `family` are as
    the person said them, and empty in an anonymous séance: they would say who is behind a sentence on a family.
    """

    id: int | None
    name: str
    territory: int
    joined_at: datetime | None
    removed: bool
    organisation: str
    family: str


@dataclass(frozen=True)
class ReadingFacts:
    """Holds one tag of a card, under the name that the stake had when it was read.

    In an anonymous séance `reader`, `territory` and `read_as` are None: a name of before tells when. So is `intensity`:
    the mean of a side stands for it, from five readers on. `side` is kept.
    """

    stake: str
    read_as: str | None
    intensity: int | None
    reason: str
    side: str
    territory: int | None
    reader: int | None


@dataclass(frozen=True)
class DoubleReadingFacts:
    """A stake of a card as its tellers (`own`) and their `peers` see it: means from 0 to 3.

    `difference` is the gap; `gap` says whether it is one point or more. `own_readers` and `peer_readers` have tagged
    the card at all. In an anonymous séance a side of fewer than five readers is None, its number too.
    """

    stake: str
    own: float | None
    peers: float | None
    count: int
    gap: bool
    difference: float | None = None
    own_readers: int | None = None
    peer_readers: int | None = None


@dataclass(frozen=True)
class TerritoryReadingFacts:
    """A stake over the cards of a territory that both sides have read: the means of their means, and of their gaps."""

    territory: int
    stake: str
    cards: int
    own: float
    peers: float
    gap: float


@dataclass(frozen=True)
class MovedFacts:
    """A stake before a discussion, and after it (or now, while it runs): means and gap, by side."""

    stake: str
    own_before: float | None
    peers_before: float | None
    gap_before: float | None
    own_after: float | None
    peers_after: float | None
    gap_after: float | None


@dataclass(frozen=True)
class DiscussionFacts:
    """A card that the room discussed, or one stake of it. There is nothing of a reader in it.

    `stake` is None where all stakes were discussed.
    """

    id: int
    card: int
    stake: str | None
    running: bool
    moved: Sequence[MovedFacts]


@dataclass(frozen=True)
class OriginFacts:
    """Names the earlier séance that told a card, which this one has a copy of."""

    session_title: str
    held_on: date


@dataclass(frozen=True)
class CardFacts:
    """Holds a card. Hidden cards are in the export, marked as hidden. `origin` is None for one that was told here."""

    id: int
    territory: int
    kind: str
    title: str
    text: str
    moment: str
    year_from: int | None
    year_to: int | None
    organisation: str
    author: int | None
    is_example: bool
    hidden: bool
    created_at: datetime
    edited_at: datetime | None
    origin: OriginFacts | None
    readings: Sequence[ReadingFacts]
    double_reading: Sequence[DoubleReadingFacts]


@dataclass(frozen=True)
class TakenFacts:
    """Says what the référentiel made of a proposal: the slug of the balise, where to read it, and as which version."""

    balise: str
    address: str
    version: int


@dataclass(frozen=True)
class DrawnFacts:
    """Names a stake of a card that a balise draws on."""

    card: int
    stake: str


@dataclass(frozen=True)
class ProposalFacts:
    """An emerging balise and the cards it comes from. In an anonymous séance `supporters` is None.

    `merged_into` is the balise that goes on with it: its cards and supports are those that it had itself, and
    `support_count` of the other one counts the people of both, each once. `amends` is the trial of the balise that it
    amends, None where it amends none. `taken` is None while the référentiel did not take it.
    """

    id: int
    statement: str
    author: int | None
    cards: Sequence[int]
    support_count: int
    supporters: Sequence[int] | None
    is_example: bool
    hidden: bool
    created_at: datetime
    edited_at: datetime | None
    amends: int | None = None
    taken: TakenFacts | None = None
    concept: str = ""
    method: str = ""
    conditions: str = ""
    counter_example: str = ""
    readings: Sequence[DrawnFacts] = ()
    merged_into: int | None = None


@dataclass(frozen=True)
class AnswerFacts:
    """What a territory answered to a balise that was put to the test; anonymous, `author` is None."""

    territory: int
    answer: str
    text: str
    card: int | None
    author: int | None


@dataclass(frozen=True)
class VoiceFacts:
    """What somebody of a territory sees otherwise than its answer. It is not signed."""

    territory: int
    text: str


@dataclass(frozen=True)
class TrialFacts:
    """Holds a balise that was put to the test: `balise` is its slug in the référentiel, `address` where to read it.

    `edition` is the number of the edition whose text was tested; None where it was the text of the day.
    `amendments` are the proposals that amend it.
    """

    id: int
    balise: str
    statement: str
    version: int
    answers: Sequence[AnswerFacts]
    voices: Sequence[VoiceFacts]
    address: str = ""
    edition: int | None = None
    amendments: Sequence[int] = ()


@dataclass(frozen=True)
class EntryFacts:
    """One line of the journal: what happened, and to which noun.

    `actor` is None in an anonymous séance, and for a visitor; `subject` is None for a person there,
    and where it is not known any more.
    """

    seq: int
    event: str
    noun: str
    subject: int | None
    at: datetime
    actor: str | None


@dataclass(frozen=True)
class Outcome:
    """Everything in a séance."""

    session: SessionFacts
    steps: Sequence[StepFacts]
    stakes: Sequence[StakeFacts]
    territories: Sequence[TerritoryFacts]
    participants: Sequence[ParticipantFacts]
    cards: Sequence[CardFacts]
    territory_readings: Sequence[TerritoryReadingFacts]
    discussions: Sequence[DiscussionFacts]
    proposals: Sequence[ProposalFacts]
    trials: Sequence[TrialFacts]
    polls: Sequence[PollFacts]
    journal: Sequence[EntryFacts]
