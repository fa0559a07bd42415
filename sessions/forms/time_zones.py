"""The time zones that a facilitator chooses from: those of France, and the one of the site."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

FRENCH = (
    ("Europe/Paris", _("Hexagone et Corse")),
    ("America/Guadeloupe", _("Guadeloupe, Saint-Martin, Saint-Barthélemy")),
    ("America/Martinique", _("Martinique")),
    ("America/Cayenne", _("Guyane")),
    ("America/Miquelon", _("Saint-Pierre-et-Miquelon")),
    ("Indian/Reunion", _("La Réunion")),
    ("Indian/Mayotte", _("Mayotte")),
    ("Pacific/Noumea", _("Nouvelle-Calédonie")),
    ("Pacific/Wallis", _("Wallis-et-Futuna")),
    ("Pacific/Tahiti", _("Tahiti et la plupart de la Polynésie française")),
    ("Pacific/Marquesas", _("Îles Marquises")),
    ("Pacific/Gambier", _("Îles Gambier")),
)


def time_zone_choices(*more: str) -> list[tuple[str, object]]:
    """The choices by their keys. The site's own time zone and `more` are always among them."""
    known = dict(FRENCH)
    others = {zone: zone for zone in (settings.TIME_ZONE, *more) if zone not in known}
    return [*others.items(), *FRENCH]
