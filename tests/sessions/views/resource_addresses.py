"""The addresses of ateliers and resources, for the table of every address (test_every_address.py)."""

from typing import Any

from referentiel.models import Talk

TABLE = """
referentiel:atelier GET  vote       200       200      200       200      200      200
referentiel:resources GET  vote       200       200      200       200      200      200
referentiel:resource GET  vote       200       200      200       200      200      200
referentiel:resource-download GET  vote       404       404      404       404      404      404
referentiel:resource-preview GET  vote       404       404      404       404      404      404
referentiel:season-access GET  vote       404       404      404       404      404      404
referentiel:atelier-new GET  vote       >login    >login   >login    >login   200      200
referentiel:atelier-new POST  vote       >login    >login   >login    >login   422      422
referentiel:atelier-change GET  vote       >login    >login   >login    >login   200      200
referentiel:atelier-change POST  vote       >login    >login   >login    >login   422      422
referentiel:talk-new GET  vote       >login    >login   >login    >login   200      200
referentiel:talk-new POST  vote       >login    >login   >login    >login   422      422
referentiel:talk-change GET  vote       >login    >login   >login    >login   200      200
referentiel:talk-change POST  vote       >login    >login   >login    >login   422      422
referentiel:resource-new GET  vote       >login    >login   >login    >login   200      200
referentiel:resource-new POST  vote       >login    >login   >login    >login   422      422
referentiel:resource-change GET  vote       >login    >login   >login    >login   200      200
referentiel:resource-change POST  vote       >login    >login   >login    >login   422      422
referentiel:resource-file GET  vote       >login    >login   >login    >login   200      200
referentiel:resource-file POST  vote       >login    >login   >login    >login   422      422
referentiel:resource-removal GET  vote       >login    >login   >login    >login   200      200
referentiel:resource-removal POST  vote       >login    >login   >login    >login   >season  >season
referentiel:season-link-renewal GET  vote       >login    >login   >login    >login   200      200
referentiel:season-link-renewal POST  vote       >login    >login   >login    >login   >season  >season
"""

OF_A_SEASON = ("atelier-new", "season-link-renewal")
OF_AN_ATELIER = ("atelier", "atelier-change", "talk-new")
OF_A_RESOURCE = (
    *(
        "resource",
        "resource-download",
        "resource-preview",
        "resource-change",
        "resource-file",
        "resource-removal",
    ),
)
"""Addresses by what they are about."""

PUBLIC_BUT_FOR_LEADERS = {
    "referentiel:crossings",
    "referentiel:season",
    "referentiel:territory",
    "referentiel:atelier",
    "referentiel:resources",
    "referentiel:resource",
    "referentiel:referentiels",
    "referentiel:referentiel",
}
"""Pages on which people with an account see more, which nobody may keep."""


def may_be_kept(name: str, role: str) -> bool:
    """Whether caches may keep what an address answers to this role."""
    return name in PUBLIC_BUT_FOR_LEADERS and role not in {"leader", "other leader"}


def of_resources() -> dict[str, dict[str, Any]]:
    """What these addresses are made of, where the source is loaded."""
    talk = Talk.objects.first()
    return {
        **{f"referentiel:{name}": {"number": 2} for name in OF_A_SEASON},
        **{f"referentiel:{name}": {"number": 2, "atelier": 3} for name in OF_AN_ATELIER},
        **{f"referentiel:{name}": {"slug": "saison-1-film"} for name in OF_A_RESOURCE},
        "referentiel:season-access": {"number": 2, "key": "0" * 32},
        "referentiel:talk-change": {"number": 2, "atelier": 3, "talk": talk.pk if talk else 1},
    }
