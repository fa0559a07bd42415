"""The addresses of ateliers and resources, for the table of every address (test_every_address.py)."""

from typing import Any

from referentiel.models import Guest, Talk

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
referentiel:season-new GET vote >login >login >login >login 200 200
referentiel:season-new POST vote >login >login >login >login 422 422
referentiel:season-change GET vote >login >login >login >login 200 200
referentiel:season-change POST vote >login >login >login >login 422 422
referentiel:collective-new GET vote >login >login >login >login 200 200
referentiel:collective-new POST vote >login >login >login >login 422 422
referentiel:collective-change GET vote >login >login >login >login 200 200
referentiel:collective-change POST vote >login >login >login >login >referentiel:collective >referentiel:collective
referentiel:guest-new GET vote >login >login >login >login 200 200
referentiel:guest-new POST vote >login >login >login >login 422 422
referentiel:territory-new GET vote >login >login >login >login 200 200
referentiel:territory-new POST vote >login >login >login >login 422 422
referentiel:territory-change GET vote >login >login >login >login 200 200
referentiel:territory-change POST vote >login >login >login >login 422 422
referentiel:organisation-new GET vote >login >login >login >login 200 200
referentiel:organisation-new POST vote >login >login >login >login 422 422
referentiel:organisation-change GET vote >login >login >login >login 200 200
referentiel:organisation-change POST vote >login >login >login >login 422 422
referentiel:guest-change GET vote >login >login >login >login 200 200
referentiel:guest-change POST vote >login >login >login >login >referentiel:collective >referentiel:collective
referentiel:season-removal GET vote >login >login >login >login 200 200
referentiel:season-removal POST vote >login >login >login >login 422 422
referentiel:territory-removal GET vote >login >login >login >login 200 200
referentiel:territory-removal POST vote >login >login >login >login 422 422
referentiel:organisation-removal GET vote >login >login >login >login 200 200
referentiel:organisation-removal POST vote >login >login >login >login 422 422
referentiel:atelier-removal GET vote >login >login >login >login 200 200
referentiel:atelier-removal POST vote >login >login >login >login 422 422
referentiel:collective-removal GET vote >login >login >login >login 200 200
referentiel:collective-removal POST vote >login >login >login >login >season >season
referentiel:guest-removal GET vote >login >login >login >login 200 200
referentiel:guest-removal POST vote >login >login >login >login >referentiel:collective >referentiel:collective
referentiel:talk-removal GET vote >login >login >login >login 200 200
referentiel:talk-removal POST vote >login >login >login >login >referentiel:atelier >referentiel:atelier
referentiel:collective GET vote >login >login >login >login 200 200
referentiel:season-history GET vote >login >login >login >login 200 200
referentiel:territory-history GET vote >login >login >login >login 200 200
referentiel:organisations GET vote >login >login >login >login 200 200
referentiel:organisation-history GET vote >login >login >login >login 200 200
"""

OF_A_SEASON = (
    *("atelier-new", "season-link-renewal", "collective-new"),
    *("season-change", "season-removal", "season-history"),
)
OF_AN_ATELIER = ("atelier", "atelier-change", "atelier-removal", "talk-new")
OF_A_TALK = ("talk-change", "talk-removal")
OF_A_COLLECTIVE = ("collective", "collective-change", "collective-removal", "guest-new")
OF_A_GUEST = ("guest-change", "guest-removal")
OF_A_TERRITORY = ("territory-change", "territory-removal", "territory-history")
OF_AN_ORGANISATION = ("organisation-change", "organisation-removal", "organisation-history")
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
    "referentiel:overview",
    "referentiel:territory",
    "referentiel:season",
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
    talk, guest = Talk.objects.first(), Guest.objects.filter(organisation__slug="dalkia").first()
    lens = {"number": 3, "slug": "lens"}
    return {
        **{f"referentiel:{name}": {"number": 2} for name in OF_A_SEASON},
        **{f"referentiel:{name}": {"number": 2, "atelier": 3} for name in OF_AN_ATELIER},
        **{f"referentiel:{name}": {"slug": "saison-1-film"} for name in OF_A_RESOURCE},
        "referentiel:season-access": {"number": 2, "key": "0" * 32},
        **{
            f"referentiel:{name}": {"number": 2, "atelier": 3, "talk": talk.pk if talk else 1}
            for name in OF_A_TALK
        },
        **{f"referentiel:{name}": lens for name in OF_A_COLLECTIVE},
        **{
            f"referentiel:{name}": {**lens, "guest": guest.pk if guest else 1}
            for name in OF_A_GUEST
        },
        **{f"referentiel:{name}": {"slug": "lens"} for name in OF_A_TERRITORY},
        **{f"referentiel:{name}": {"slug": "dalkia"} for name in OF_AN_ORGANISATION},
    }
