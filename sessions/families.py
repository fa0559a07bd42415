"""The families of people whose voices a séance balances, and the sentence that says whose is missing.

The list is that of docs/domain.md: élus, agents, opérateurs économiques, habitants et associations, État, recherche.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from referentiel.models import ActorFamily


@dataclass(frozen=True)
class Family:
    """A family: its key, its name in a list, and the words that begin « … ne s’est exprimé »."""

    key: str
    name: str | Promise
    nobody: str | Promise
    organisations: ActorFamily | None = None
    """The family of an organisation that settles that of its people. A collectivité has élus and agents: they say."""


FAMILIES: dict[str, Family] = {
    family.key: family
    for family in (
        Family("elected", _("Élu·e"), _("Aucun élu")),
        Family("agents", _("Agent·e d’une collectivité"), _("Aucun agent")),
        Family("operators", _("Opérateur économique"), _("Aucun opérateur"), ActorFamily.OPERATOR),
        Family(
            "citizens",
            _("Habitant·e ou association"),
            _("Aucun habitant, aucune association"),
            ActorFamily.CITIZENS,
        ),
        Family("state", _("Service de l’État"), _("Aucun service de l’État"), ActorFamily.STATE),
        Family("research", _("Recherche"), _("Aucun chercheur"), ActorFamily.RESEARCH),
    )
}


def family_of(organisation: ActorFamily | str) -> str:
    """The key of the family of whoever comes with an organisation of this family; empty when they must say it."""
    return next(
        (family.key for family in FAMILIES.values() if family.organisations == organisation), ""
    )


def family_name(key: str) -> str:
    """The name of a family; empty for a key that nobody knows."""
    return str(FAMILIES[key].name) if key in FAMILIES else ""
