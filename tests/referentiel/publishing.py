"""Balises with their provenance, and editions of them."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from referentiel.commands.balises import Given, take_balise
from referentiel.commands.base import Author
from referentiel.commands.editions import Prepared, draft_edition, publish_draft
from referentiel.commands.evidence import Piece
from referentiel.commands.trajectories import Agreement, Told, ToldCard, publish_trajectory
from referentiel.commands.trials import Answer, Trial, take_trial
from referentiel.models import (
    Balise,
    Edition,
    EditionDraft,
    EvidenceKind,
    PublishedTrajectory,
    Season,
    Stake,
    Territory,
    TrialAnswer,
)
from referentiel.queries.editions import preview

ALICE = Author("Alice", 7)
ADA, LUC = "Ada Bloch, maire de Val-d’Essai", "Luc Ber"


def make_stake() -> Stake:
    return Stake.objects.create(key="value", position=1, short_title="Valeur", title="La valeur")


def make_balise(
    place: Territory,
    statement: str = "Tenir le fil",
    *,
    number: int = 1,
    season: Season | None = None,
    is_example: bool = False,
) -> Balise:
    """A balise with a wording, a card that was read twice, and a vote."""
    origin = f"AAAA/balise/{number}"
    readings = [{"stake": "value", "title": "Valeur", "own": 1.0, "peers": 2.5, "gap": True}]
    shares = [{"territory": place.name, "said": None}]
    pieces = [
        Piece(origin, EvidenceKind.WORDING, statement, particulars={"supports": 3}),
        Piece(
            f"{origin}/card/1", EvidenceKind.CARD, "Le terril", "=Un récit <b>fort</b>.", "1986", place,
            {"kind": "Racine", "readings": readings},
        ),
        Piece(
            f"{origin}/vote/1", EvidenceKind.VOTE, "Vote par points",
            particulars={"total": "7 points", "voters": 5, "shares": shares},
        ),
    ]  # fmt: skip
    given = Given(
        pieces, season, "Séance de mars", date(2024, 3, 1), stakes=["value"], is_example=is_example
    )
    return take_balise(given, author=ALICE).balise


def put_to_the_test(balise: Balise, place: Territory) -> None:
    answer = Answer(f"BBBB/trial/1/{place.pk}", place, TrialAnswer.ECHO, "Vu ici.", ["Pas moi."])
    trial = Trial([answer], 1, None, "Séance d’épreuve", date(2024, 4, 1))
    take_trial(balise, trial, author=ALICE)


def prepared(
    balises: Collection[Balise] = (),
    *,
    title: str = "Premier référentiel",
    foreword: str = "Pour les suivants.",
    signatories: Sequence[str] = (ADA, LUC),
    licence: str = "cc-by-sa-4.0",
) -> Prepared:
    return Prepared(title, foreword, signatories, licence, [balise.pk for balise in balises])


def draft(*balises: Balise, **said: Any) -> EditionDraft:
    return draft_edition(prepared(balises, **said), author=ALICE)


def publish(*balises: Balise, **said: Any) -> Edition:
    made = draft(*balises, **said)
    return publish_draft(made.pk, seen=preview(made).mark, author=ALICE)


def told_card(title: str = "Le terril", **said: Any) -> ToldCard:
    """Returns a card as a séance gives it."""
    usual: dict[str, Any] = {
        "kind": "racine",
        "kind_label": "Racine",
        "text": "Un récit <b>fort</b>.",
        "moment": "1986",
        "told_in": "Séance de mars",
        "told_on": date(2024, 3, 1),
        "readings": [{"stake": "value", "title": "Valeur", "own": 1.0, "peers": 2.5, "gap": True}],
    }
    return ToldCard(title=title, **{**usual, **said})


AGREEMENT = Agreement("Sentinelle, maire", date(2024, 3, 9))


def publish_cards(
    slug: str,
    *cards: ToldCard,
    season: Season | None = None,
    session: str = "AAAA",
    agreement: Agreement = AGREEMENT,
) -> PublishedTrajectory:
    """Publishes cards of a territory from a séance: by default, one card."""
    place = Territory.objects.get(slug=slug)
    told = Told(
        f"{session}/trajectoire/{place.pk}",
        place,
        season,
        "Séance de mars",
        date(2024, 3, 1),
        cards or (told_card(),),
    )
    return publish_trajectory(told, agreement, author=ALICE).trajectory
