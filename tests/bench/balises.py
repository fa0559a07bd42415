"""A référentiel of many balises, built by the commands: `python -m tests.bench.balises NUMBER`.

Prints as JSON the addresses of its sheets. Run in the environment of the server.
"""

import json
import os
import sys
from datetime import date

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "facilitation.settings")

TEXT = "Qui demande prend une part du travail, et la demande change avec lui. " * 5


def build(number: int) -> list[str]:
    """Balises with two versions each, drawn from three cards of a séance."""
    from referentiel.commands.balises import Given, Wording, reword_balise, take_balise
    from referentiel.commands.base import Author
    from referentiel.commands.evidence import Piece
    from referentiel.models import EvidenceKind, Season, Stake, Territory

    author = Author("bench")
    places, seasons = list(Territory.objects.all()), list(Season.objects.all())
    stakes = [stake.key for stake in Stake.objects.all()]
    addresses = []
    for balise in range(number):
        origin, statement = f"bench/balise/{balise}", f"Demander la part {balise}"
        cards = [
            Piece(
                f"{origin}/card/{card}",
                EvidenceKind.CARD,
                f"Carte {card}",
                TEXT,
                "2014-2017",
                places[(balise + card) % len(places)],
            )
            for card in range(3)
        ]
        given = Given(
            [Piece(origin, EvidenceKind.WORDING, statement), *cards],
            seasons[balise % len(seasons)],
            f"Séance {balise}",
            date(2024, 3, 1),
            stakes=[stakes[balise % len(stakes)]],
        )
        made = take_balise(given, author=author).balise
        reword_balise(
            made,
            Wording(statement, concept=TEXT, method=TEXT, stakes=stakes),
            seen=1,
            author=author,
        )
        addresses.append(made.get_absolute_url())
    return addresses


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(build(int(sys.argv[1]))))  # noqa: T201
