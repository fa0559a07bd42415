"""The nouns of the référentiel, one file each."""

from referentiel.models.collective import Collective
from referentiel.models.history import HistoryEntry, Immutable
from referentiel.models.organisation import ActorFamily, Organisation
from referentiel.models.resource import Resource, ResourceKind
from referentiel.models.season import Season
from referentiel.models.stake import Stake
from referentiel.models.territory import Territory, TerritoryKind

__all__ = [
    "ActorFamily",
    "Collective",
    "HistoryEntry",
    "Immutable",
    "Organisation",
    "Resource",
    "ResourceKind",
    "Season",
    "Stake",
    "Territory",
    "TerritoryKind",
]
