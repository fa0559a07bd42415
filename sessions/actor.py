"""Who acts: the value that views pass to commands."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody is in one séance."""

    VISITOR = "visitor"
    PARTICIPANT = "participant"
    FACILITATOR = "facilitator"
    OBSERVER = "observer"
    """Sees the room, and does nothing in it."""
    SCRIBE = "scribe"
    """Writes on behalf of somebody, or of a table, without a device."""
    PROJECTOR = "projector"


@dataclass(frozen=True)
class Actor:
    """Somebody in one séance: `id` is the participant's or the facilitator's, 0 for a visitor.

    `voter_key` is worked out from the key that only the participant's browser holds.
    """

    session_id: int
    role: Role
    id: int = 0
    voter_key: str = ""

    @property
    def label(self) -> str:
        """How the journal names the actor: `participant:12`."""
        return f"{self.role}:{self.id}" if self.id else ""
