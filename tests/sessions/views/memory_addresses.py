"""The addresses of balises, editions and the search, for the table of every address (test_every_address.py)."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from referentiel.commands.balises import Wording, add_balise
from referentiel.commands.base import Author
from referentiel.commands.load import load_referentiel
from referentiel.models import EditionDraft, PublishedTrajectory
from tests.referentiel.publishing import draft, publish, publish_cards

TABLE = """
referentiel:balises GET vote 200 200 200 200 200 200
referentiel:balise GET vote 200 200 200 200 200 200
referentiel:balise-provenance GET vote 200 200 200 200 200 200
referentiel:balise-versions GET vote 200 200 200 200 200 200
referentiel:search GET vote 200 200 200 200 200 200
referentiel:balise-new GET vote >login >login >login >login 200 200
referentiel:balise-new POST vote >login >login >login >login 422 422
referentiel:balise-rewording GET vote >login >login >login >login 200 200
referentiel:balise-rewording POST vote >login >login >login >login 422 422
referentiel:balise-move GET vote >login >login >login >login 200 200
referentiel:balise-move POST vote >login >login >login >login 422 422
referentiel:balise-merge GET vote >login >login >login >login 200 200
referentiel:balise-merge POST vote >login >login >login >login 422 422
referentiel:balise-split GET vote >login >login >login >login 200 200
referentiel:balise-split POST vote >login >login >login >login 422 422
referentiel:trajectory-withdrawal GET vote >login >login >login >login 200 200
referentiel:trajectory-withdrawal POST vote >login >login >login >login >territory >territory
referentiel:editions GET vote 200 200 200 200 200 200
referentiel:edition GET vote 200 200 200 200 200 200
referentiel:edition-file GET vote 200 200 200 200 200 200
referentiel:edition-comparison GET vote 200 200 200 200 200 200
referentiel:edition-feed GET vote 200 200 200 200 200 200
referentiel:edition-drafts GET vote >login >login >login >login 200 200
referentiel:edition-draft-new GET vote >login >login >login >login 200 200
referentiel:edition-draft-new POST vote >login >login >login >login 422 422
referentiel:edition-draft GET vote >login >login >login >login 200 200
referentiel:edition-draft POST vote >login >login >login >login 422 422
referentiel:edition-publication GET vote >login >login >login >login 200 200
referentiel:edition-publication POST vote >login >login >login >login 422 422
referentiel:edition-draft-removal GET vote >login >login >login >login 200 200
referentiel:edition-draft-removal POST vote >login >login >login >login 422 422
referentiel:edition-erasure GET vote >login >login >login >login 200 200
referentiel:edition-erasure POST vote >login >login >login >login 422 422
referentiel:referentiels GET vote 200 200 200 200 200 200
referentiel:referentiel GET vote 200 200 200 200 200 200
referentiel:referentiel-new GET vote >login >login >login >login 200 200
referentiel:referentiel-new POST vote >login >login >login >login 422 422
referentiel:referentiel-change GET vote >login >login >login >login 200 200
referentiel:referentiel-change POST vote >login >login >login >login 422 422
referentiel:stake-new GET vote >login >login >login >login 200 200
referentiel:stake-new POST vote >login >login >login >login 422 422
referentiel:stake-change GET vote >login >login >login >login 200 200
referentiel:stake-change POST vote >login >login >login >login 422 422
referentiel:stake-order GET vote >login >login >login >login 200 200
referentiel:stake-order POST vote >login >login >login >login 422 422
referentiel:stake-retirement GET vote >login >login >login >login 200 200
referentiel:stake-retirement POST vote >login >login >login >login 422 422
referentiel:stake-restoration GET vote >login >login >login >login 200 200
referentiel:stake-restoration POST vote >login >login >login >login >referentiel:referentiel >referentiel:referentiel
"""

PUBLIC = frozenset(
    f"referentiel:{name}"
    for name in (
        "balises",
        "balise",
        "balise-provenance",
        "balise-versions",
        "editions",
        "edition",
        "edition-file",
        "edition-comparison",
        "edition-feed",
        "search",
    )
)
"""Pages that caches may keep."""

OF_A_BALISE = (
    *("balise", "balise-provenance", "balise-versions"),
    *("balise-rewording", "balise-move", "balise-merge", "balise-split"),
)
OF_AN_EDITION = ("edition", "edition-file", "edition-erasure")
OF_A_DRAFT = ("edition-draft", "edition-publication", "edition-draft-removal")
OF_A_REFERENTIEL = ("referentiel", "referentiel-change", "stake-new", "stake-order")
OF_A_STAKE = ("stake-change", "stake-retirement", "stake-restoration")
"""Addresses by what they are about."""


def fill_referentiel() -> None:
    """The starting référentiel, with a balise."""
    load_referentiel()
    balise = add_balise(Wording("Tenir le fil"), author=Author("Alice"))
    publish(balise)
    publish_cards("malaunay")
    draft(balise)


def of_memory(address: str) -> dict[str, dict[str, Any]]:
    """What such an address is made of, in the référentiel of `fill_referentiel`; nothing for other addresses."""
    name = address.removeprefix("referentiel:")
    return next(({address: made()} for names, made in MADE if name in names), {})


def _of_a_trajectory() -> dict[str, Any]:
    return {"slug": "malaunay", "trajectory": PublishedTrajectory.objects.latest("pk").pk}


MADE: Sequence[tuple[Collection[str], Callable[[], dict[str, Any]]]] = (
    (OF_A_BALISE, lambda: {"slug": "tenir-le-fil"}),
    ({"trajectory-withdrawal"}, _of_a_trajectory),
    ({"edition-file"}, lambda: {"number": 1, "form": "json"}),
    (OF_AN_EDITION, lambda: {"number": 1}),
    (OF_A_DRAFT, lambda: {"draft": EditionDraft.objects.latest("pk").pk}),
    (OF_A_REFERENTIEL, lambda: {"slug": "villes-pairs"}),
    (OF_A_STAKE, lambda: {"slug": "villes-pairs", "key": "value"}),
)
