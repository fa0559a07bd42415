"""A fictive season with an atelier, in which the demonstration séances are held."""

from datetime import date

from django.db import transaction

from referentiel.commands.base import Author, keep
from referentiel.commands.collectives import add_collective
from referentiel.demo.build import DEMO, fictive_territories
from referentiel.models import Atelier, Collective, Season, Talk

NUMBER = 99
"""Far from the numbers of the seasons that the ateliers will yet have."""
HELD_ON = date(2021, 3, 18)
COLLECTIVES = {
    "bourg-soleil": "Les Toits de Bourg-Soleil",
    "sept-clochers": "Les Veilleurs de Sept-Clochers",
    "port-aux-jardins": "Le Comptoir de Port-aux-Jardins",
}
TALKS = (
    ("Ce que trente repas ont changé (exemple fictif)", "Camille, inventée", 20),
    ("Redire à sept communes pourquoi l’on est parti (exemple fictif)", "Ali, inventé", 25),
)


@transaction.atomic
def example_atelier(*, author: Author = DEMO) -> Atelier:
    """Finds the atelier of the demonstration, or adds it with its season, its collectives and its talks."""
    known = Atelier.objects.filter(season__number=NUMBER).select_related("season").first()
    if known is not None:
        return known
    season = Season(
        number=NUMBER,
        title="Se raconter la suite (exemple fictif)",
        theme="Une saison inventée, de territoires inventés : elle montre ce qu’une saison laisse.",
        starts_on=HELD_ON.replace(day=1),
    )
    keep(season, author=author)
    for territory in fictive_territories(COLLECTIVES):
        row = Collective(season=season, territory=territory, wording=COLLECTIVES[territory.slug])
        add_collective(row, author=author)
    atelier = Atelier(
        season=season,
        number=1,
        theme="Ce qui tient quand les personnes changent (exemple fictif)",
        description="Une journée inventée : deux interventions, puis une séance où chacun raconte.",
        starts_on=HELD_ON,
        ends_on=HELD_ON,
        place="Salle des fêtes de Bourg-Soleil (fictive)",
    )
    keep(atelier, author=author)
    for title, speakers, minutes in TALKS:
        talk = Talk(atelier=atelier, title=title, speakers=speakers, duration_minutes=minutes)
        keep(talk, author=author)
    return atelier
