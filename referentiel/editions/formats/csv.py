"""An edition as tables for spreadsheets, one file each, in a zip. Slugs and numbers of sources join them."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from referentiel.editions.contents import AmendmentFacts, BaliseFacts, Document, SourceFacts
from texts.spreadsheets import write_zip
from texts.tables import Cell, Table

Row = Sequence[Cell]


def write_csv(document: Document, address: str) -> bytes:
    """Writes all tables, the empty ones with their header only."""
    return write_zip(tables(document, address))


def tables(document: Document, address: str) -> list[Table]:
    """Returns the tables in the order of a reader: the edition, its balises, where each comes from."""
    balises = document["balises"]
    sources = list(_sources(balises))
    return [
        Table("edition", EDITION, [_edition(document, address)]),
        Table("signataires", ["signataire"], [[name] for name in document["signatories"]]),
        Table("balises", BALISES, [_balise(balise) for balise in balises]),
        Table("versions", VERSIONS, list(_versions(balises))),
        Table("provenance", SOURCES, [_source(*each) for each in sources]),
        Table("cartes", CARDS, [row for each in sources for row in _cards(*each)]),
        Table("lectures", READINGS, [row for each in sources for row in _readings(*each)]),
        Table("votes", VOTES, [row for each in sources for row in _votes(*each)]),
        Table("epreuves", TRIALS, list(_trials(balises))),
        Table("autres_pieces", PIECES, [row for each in sources for row in _pieces(*each)]),
    ]


EDITION = ("edition", "titre", "publiee_le", "licence", "licence_adresse", "avant_propos",
           "signataires_retires", "adresse")  # fmt: skip
BALISES = ("balise", "formulation", "version", "etat", "exemple_fictif", "enjeux", "concept_operatoire",
           "methode_d_action", "pertinence", "conditions", "illustrations", "contre_exemple",
           "reunies_a_celle_ci", "tiree_de")  # fmt: skip
VERSIONS = ("balise", "version", "formulation", "date")
SOURCES = ("balise", "source", "saison", "seance", "date", "formulation_en_seance", "soutiens",
           "amende_la_version", "amende_l_edition", "devenue_la_version")  # fmt: skip
CARDS = ("balise", "source", "carte", "territoire", "nature", "titre", "texte", "moment")
READINGS = (
    "balise",
    "source",
    "carte",
    "enjeu",
    "lecture_du_territoire",
    "lecture_des_pairs",
    "ecart",
)
VOTES = (
    "balise",
    "source",
    "facon_de_voter",
    "resultat",
    "votants",
    "territoire",
    "resultat_du_territoire",
)
TRIALS = ("balise", "version", "saison", "seance", "date", "territoire", "nature", "habitants",
          "superficie_km2", "reponse", "ce_qui_le_montre", "voix_autres")  # fmt: skip
PIECES = ("balise", "source", "nature", "territoire", "titre", "texte", "moment")


def _edition(document: Document, address: str) -> Row:
    licence = document["licence"]
    return [
        document["number"],
        document["title"],
        document["published_on"],
        licence["name"],
        licence["url"],
        document["foreword"],
        len(document["removals"]),
        address,
    ]


def _balise(balise: BaliseFacts) -> Row:
    before = balise["split_from"]
    return [
        balise["slug"],
        balise["statement"],
        balise["version"],
        balise["state_name"],
        balise["is_example"],
        ", ".join(stake["title"] for stake in balise["stakes"]),
        balise["concept"],
        balise["method"],
        balise["relevance"],
        balise["conditions"],
        balise["illustrations"],
        balise["counter_example"],
        ", ".join(one["slug"] for one in balise["merged"]),
        before["slug"] if before else "",
    ]


def _versions(balises: Sequence[BaliseFacts]) -> Iterator[Row]:
    for balise in balises:
        for version in balise["versions"]:
            yield [balise["slug"], version["number"], version["statement"], version["on"]]


def _sources(balises: Sequence[BaliseFacts]) -> Iterator[tuple[str, int, SourceFacts]]:
    """The slug of a balise, and its sources, numbered from 1."""
    for balise in balises:
        for number, source in enumerate(balise["sources"], 1):
            yield balise["slug"], number, source


def _source(slug: str, number: int, source: SourceFacts) -> Row:
    return [
        slug,
        number,
        source["season"],
        source["session"],
        source["held_on"],
        source["wording"],
        source["supports"],
        *_amendment(source.get("amendment")),
    ]


def _amendment(facts: AmendmentFacts | None) -> Row:
    return [facts["tested"], facts["edition"], facts["version"]] if facts else [None] * 3


def _cards(slug: str, number: int, source: SourceFacts) -> Iterator[Row]:
    for rank, card in enumerate(source["cards"], 1):
        yield [
            slug,
            number,
            rank,
            card["territory"],
            card["kind"],
            card["title"],
            card["text"],
            card["moment"],
        ]


def _readings(slug: str, number: int, source: SourceFacts) -> Iterator[Row]:
    for rank, card in enumerate(source["cards"], 1):
        for reading in card["readings"]:
            sides = (reading["own"], reading["peers"], reading["gap"])
            yield [slug, number, rank, reading["title"], *sides]


def _votes(slug: str, number: int, source: SourceFacts) -> Iterator[Row]:
    """A row for the result of a vote, and one for each territory."""
    for vote in source["votes"]:
        result = (vote["method"], vote["total"], vote["voters"])
        yield [slug, number, *result, _("(ensemble)"), vote["total"]]
        for share in vote["shares"]:
            yield [slug, number, *result, share["territory"], share["said"]]


def _pieces(slug: str, number: int, source: SourceFacts) -> Iterator[Row]:
    for piece in source["others"]:
        place = (piece["kind"], piece["territory"])
        yield [slug, number, *place, piece["title"], piece["text"], piece["moment"]]


def _trials(balises: Sequence[BaliseFacts]) -> Iterator[Row]:
    for balise in balises:
        for trial in balise["trials"]:
            yield [
                balise["slug"],
                trial["version"],
                trial["season"],
                trial["session"],
                trial["held_on"],
                trial["territory"],
                trial["territory_kind"],
                trial["population"],
                trial["area_km2"],
                trial["answer_name"],
                trial["text"],
                "\n".join(trial["dissent"]),
            ]
