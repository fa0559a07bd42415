"""The state of a séance, one file per noun."""

from .card import TrajectoryCard
from .discussion import Discussion
from .event import JournalEntry, Operation
from .facilitator import Facilitator
from .participant import ERASED, Participant
from .poll import Ballot, Poll, TableTally
from .proposal import Proposal, Support
from .reading import StakeReading
from .revision import Revision
from .session import AtelierSession
from .step import Step
from .trial import Dissent, TerritoryAnswer, Trial

__all__ = [
    "ERASED",
    "AtelierSession",
    "Ballot",
    "Discussion",
    "Dissent",
    "Facilitator",
    "JournalEntry",
    "Operation",
    "Participant",
    "Poll",
    "Proposal",
    "Revision",
    "StakeReading",
    "Step",
    "Support",
    "TableTally",
    "TerritoryAnswer",
    "TrajectoryCard",
    "Trial",
]
