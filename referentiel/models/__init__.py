"""The nouns of the référentiel, one file each."""

from referentiel.models.atelier import Atelier, Talk
from referentiel.models.balise import LIFE, Balise, BaliseState, BaliseVersion
from referentiel.models.collective import Collective, Guest
from referentiel.models.crossing import (
    Crossing,
    DecidedEntry,
    Decision,
    DecisionKind,
    NamedStake,
)
from referentiel.models.edition import Edition, EditionDraft
from referentiel.models.evidence import Evidence, EvidenceKind, TrialAnswer
from referentiel.models.held_session import HeldSession
from referentiel.models.history import HistoryEntry
from referentiel.models.immutable import Immutable
from referentiel.models.imported import ImportDraft, ImportedEntry, ImportedReferentiel
from referentiel.models.organisation import ActorFamily, Organisation
from referentiel.models.referentiel import Referentiel
from referentiel.models.resource import Language, Resource, ResourceAudience, ResourceKind
from referentiel.models.search import SearchEntry, SearchNoun
from referentiel.models.season import Season
from referentiel.models.stake import Stake
from referentiel.models.territory import Territory, TerritoryKind
from referentiel.models.trajectory import PublishedCard, PublishedTrajectory

__all__ = [
    "LIFE",
    "ActorFamily",
    "Atelier",
    "Balise",
    "BaliseState",
    "BaliseVersion",
    "Collective",
    "Crossing",
    "DecidedEntry",
    "Decision",
    "DecisionKind",
    "Edition",
    "EditionDraft",
    "Evidence",
    "EvidenceKind",
    "Guest",
    "HeldSession",
    "HistoryEntry",
    "Immutable",
    "ImportDraft",
    "ImportedEntry",
    "ImportedReferentiel",
    "Language",
    "NamedStake",
    "Organisation",
    "PublishedCard",
    "PublishedTrajectory",
    "Referentiel",
    "Resource",
    "ResourceAudience",
    "ResourceKind",
    "SearchEntry",
    "SearchNoun",
    "Season",
    "Stake",
    "Talk",
    "Territory",
    "TerritoryKind",
    "TrialAnswer",
]
