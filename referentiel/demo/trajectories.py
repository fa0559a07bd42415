"""The trajectory of a fictive territory of the demonstration: its cards of two seasons, one after another."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.text import slugify

from referentiel.commands.base import Author
from referentiel.commands.evidence import Piece
from referentiel.commands.trajectories import Agreement, Told, ToldCard, publish_trajectory
from referentiel.models import PublishedTrajectory, Season, Territory

TELLER = "bourg-soleil"
AGREED = Agreement("Le conseil municipal (exemple fictif)", date(2019, 12, 5))

Story = Mapping[str, Any]


def publish_example(
    sources: list[tuple[Story, list[Piece]]],
    territory: Territory,
    season: Season,
    *,
    author: Author,
) -> PublishedTrajectory:
    """Publishes what the territory has told in these séances: each card once, where it was told first.

    A source stands beside its cards. The last séance is the one that goes on from those before it.
    """
    cards: dict[str, ToldCard] = {}
    for source, pieces in sorted(sources, key=lambda pair: str(pair[0]["held_on"])):
        for piece in pieces:
            if piece.territory == territory:
                cards.setdefault(piece.title, _card(source, piece))
    last = max((source for source, _pieces in sources), key=lambda source: str(source["held_on"]))
    told = Told(
        "exemple/trajectoire",
        territory,
        season,
        last["session"],
        date.fromisoformat(last["held_on"]),
        sorted(cards.values(), key=_year),
        is_example=True,
    )
    return publish_trajectory(told, AGREED, author=author).trajectory


def _card(source: Story, piece: Piece) -> ToldCard:
    word = str(piece.particulars["kind"])
    return ToldCard(
        kind=slugify(word),
        kind_label=word,
        title=piece.title,
        text=piece.text,
        moment=piece.moment,
        told_in=source["session"],
        told_on=date.fromisoformat(source["held_on"]),
        readings=piece.particulars["readings"],
    )


def _year(card: ToldCard) -> int:
    found = re.search(r"[0-9]{4}", card.moment)
    return int(found[0]) if found else 9999
