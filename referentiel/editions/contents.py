"""The contents of an edition as JSON values, described for programs by docs/edition.schema.json.

Days are ISO dates. Names are those of the day of publication: nothing here refers to a row.
"""

import json
from hashlib import sha256
from typing import NotRequired, TypedDict

from referentiel.models import Edition

VERSION = "1"
SCHEMA = f"urn:villes-pairs:edition:{VERSION}"
"""The `$id` of the schema. A change that an old program would misread needs a new version."""


class LicenceFacts(TypedDict):
    """Names a licence; `url` is empty where nothing is granted."""

    key: str
    name: str
    url: str


class StakeFacts(TypedDict):
    """Names a stake as it was called for a version."""

    key: str
    title: str


class Mention(TypedDict):
    """Leads to another balise: one that was merged into this one, or from which this one was split."""

    slug: str
    statement: str


class VersionFacts(TypedDict):
    """Holds an earlier wording, or the present one."""

    number: int
    statement: str
    on: str


class ReadingFacts(TypedDict):
    """Says how the territory and its peers saw a stake in a card, as means from 0 to 3; None where none did."""

    stake: str
    title: str
    own: float | None
    peers: float | None
    gap: bool


class ShareFacts(TypedDict):
    """Says what a territory said in a vote; None where too few voted."""

    territory: str
    said: str | None


class ReserveFacts(TypedDict):
    """Holds a concern that did not block. Its territory is None where secrecy keeps it back."""

    text: str
    territory: str | None


class ConsentFacts(TypedDict):
    """Says whether a group consented, to which wording, until when, and with which reserves."""

    given: bool
    asked: str
    review_on: str
    reserves: list[ReserveFacts]


class VoteFacts(TypedDict):
    """Holds the result of a vote, in the words of its method. Only some methods ask for consent."""

    method: str
    total: str
    voters: int
    shares: list[ShareFacts]
    consent: NotRequired[ConsentFacts]


class CardFacts(TypedDict):
    """Quotes a card."""

    territory: str
    kind: str
    title: str
    text: str
    moment: str
    readings: list[ReadingFacts]


class PieceFacts(TypedDict):
    """Holds a piece of evidence of another kind, which later versions of the site add. `kind` is its key."""

    kind: str
    territory: str | None
    title: str
    text: str
    moment: str


class AmendmentFacts(TypedDict):
    """Says what an amendment changed: the version and words that were put to the test, and the version that it became.

    `edition` is the number of the edition whose text was tested; None where it was the text of the day.
    """

    tested: int
    edition: int | None
    was: str
    version: int


class SourceFacts(TypedDict):
    """Says what one séance gave. `season` is its number; `wording` is None where only cards came along with a split.

    `amendment` is None but where the séance amended the balise, which it had put to the test. Editions that were
    published before there were amendments do not have it.
    """

    session: str
    held_on: str
    season: int | None
    wording: str | None
    supports: int | None
    amendment: NotRequired[AmendmentFacts | None]
    votes: list[VoteFacts]
    cards: list[CardFacts]
    others: list[PieceFacts]


class TrialFacts(TypedDict):
    """Says what a territory answered when it put a version to the test. `season` is a number; unknown sizes are None.

    `edition` is the number of the edition whose text was tested; older editions do not have it.
    """

    session: str
    held_on: str
    season: int | None
    version: int
    edition: NotRequired[int | None]
    territory: str
    territory_kind: str
    population: int | None
    area_km2: int | None
    answer: str
    answer_name: str
    text: str
    dissent: list[str]


class BaliseFacts(TypedDict):
    """Holds a balise with its texts, its stakes, its whole provenance thread, and where it held.

    `reach` says in a sentence for which kinds of territory it held, and is empty where nobody put it to the test.
    """

    slug: str
    is_example: bool
    state: str
    state_name: str
    version: int
    statement: str
    concept: str
    method: str
    relevance: str
    conditions: str
    illustrations: str
    counter_example: str
    stakes: list[StakeFacts]
    versions: list[VersionFacts]
    merged: list[Mention]
    split_from: Mention | None
    sources: list[SourceFacts]
    reach: str
    trials: list[TrialFacts]


class Contents(TypedDict):
    """Describes what is kept in the column of an edition."""

    foreword: str
    licence: LicenceFacts
    balises: list[BaliseFacts]


class Document(TypedDict):
    """Holds a whole edition: pages and files are written from it."""

    schema: str
    version: str
    number: int
    published_on: str
    title: str
    signatories: list[str]
    removals: list[str]
    foreword: str
    licence: LicenceFacts
    balises: list[BaliseFacts]


def document_of(edition: Edition) -> Document:
    """Returns the edition as one value."""
    contents: Contents = edition.contents
    return {
        "schema": SCHEMA,
        "version": VERSION,
        "number": edition.number,
        "published_on": edition.published_on.isoformat(),
        "title": edition.title,
        "signatories": edition.signatories,
        "removals": edition.removals,
        "foreword": contents["foreword"],
        "licence": contents["licence"],
        "balises": contents["balises"],
    }


def is_example(document: Document) -> bool:
    """Tells whether any of its balises is fictive, which the edition then says."""
    return any(balise["is_example"] for balise in document["balises"])


def mark_of(title: str, signatories: list[str], contents: Contents) -> str:
    """Returns a mark of what a publication would make, which its page sends back: nothing unread is published."""
    said = json.dumps([title, signatories, contents], sort_keys=True)
    return sha256(said.encode()).hexdigest()
